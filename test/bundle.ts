import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';

/** Bundles a source file for a process of its own, with its chunks and packages beside it. Returns the file to run. */
export async function bundle(source: string, folder: string): Promise<string> {
  const made = await rolldown({ input: source, platform: 'node', external: [/^[^./]/] });
  await made.write({
    dir: folder,
    format: 'cjs',
    entryFileNames: '[name].cjs',
    chunkFileNames: 'chunks/[name]-[hash].cjs',
  });
  await made.close();
  symlinkSync(join(import.meta.dirname, '../node_modules'), join(folder, 'node_modules'));
  return join(folder, source.replace(/^.*\/([^/]+)\.ts$/, '$1.cjs'));
}
