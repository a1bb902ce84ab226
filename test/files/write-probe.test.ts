import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { afterAll, describe, expect, it } from 'vitest';
import { briefFile, probeFile, probeFolder, spaceAt } from '../../src/files/write-probe.js';

const folder = mkdtempSync(join(tmpdir(), 'dbcheck-probe-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the write probe', () => {
  it('leaves nothing in the folder that it wrote to', async () => {
    await probeFolder(folder);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('changes nothing in a file that it tries', async () => {
    const file = join(folder, 'app.db');
    writeFileSync(file, 'as it was');
    await probeFile(file);
    expect(readFileSync(file, 'utf8')).toBe('as it was');
    rmSync(file);
  });

  it.each([
    ['nowhere', 'create', 'ENOENT'],
    ['a-file', 'create', 'ENOTDIR'],
  ])('says at which step and why it failed in %s', async (name, step, errno) => {
    writeFileSync(join(folder, 'a-file'), '');
    await expect(probeFolder(join(folder, name))).rejects.toMatchObject({ step, errno });
  });

  it('counts the space and the inodes that are left', async () => {
    const { free, freeInodes } = await spaceAt(folder);
    expect(free).toBeGreaterThan(0);
    expect(freeInodes === null || freeInodes > 0).toBe(true);
  });
});

describe('where the system has no unnamed files', () => {
  it('takes the name of the file away at once, and can still write to it', async () => {
    const file = await briefFile(folder);
    expect(readdirSync(folder)).toEqual(['a-file']);
    await file.writeFile('kept');
    expect((await file.stat()).size).toBe(4);
    await file.close();
  });
});

describe('a probe that is killed', () => {
  it('leaves no file behind', async () => {
    const bundle = await rolldown({
      input: join(import.meta.dirname, 'probe-for-ever.ts'),
      platform: 'node',
    });
    const program = join(folder, 'probe.cjs');
    await bundle.write({ file: program, format: 'cjs' });
    await bundle.close();
    const target = join(folder, 'target');
    mkdirSync(target);
    for (let round = 0; round < 12; round += 1) {
      const child = spawn(process.execPath, [program, target], { stdio: ['ignore', 'pipe', 'ignore'] });
      await once(child.stdout, 'data');
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 15));
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    expect(existsSync(target)).toBe(true);
    expect(readdirSync(target)).toEqual([]);
  }, 30_000);
});
