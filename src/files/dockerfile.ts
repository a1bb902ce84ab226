import { join } from 'node:path';
import { textOf } from './file-text.js';

/** Where the Dockerfile of a folder copies all of it into the image: `Dockerfile:4`; null where none does. */
export async function copyOfAll(folder: string): Promise<string | null> {
  for (const name of ['Dockerfile', 'Containerfile']) {
    const text = await textOf(join(folder, name));
    const index = (text ?? '')
      .split('\n')
      .findIndex((line) => /^\s*(COPY|ADD)\s+(--(?!from)\S+\s+)*["'[]*(\.\/?|\*|\.\/\*)["',]*\s/i.test(line));
    if (index >= 0) return `${name}:${index + 1}`;
  }
  return null;
}
