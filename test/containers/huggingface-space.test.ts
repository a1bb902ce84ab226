import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freePort } from '../servers/guarded-process.js';
import { buildApplication } from './build.js';
import { describeInContainers, podman, run, start } from './podman.js';

const IMAGE = 'localhost/space';
/** As Spaces run it, whatever the image says. */
const SPACE = ['--user', '1000:1000', '--env', 'SPACE_ID=me/visits'];
const room = mkdtempSync(join(tmpdir(), 'dbcheck-space-'));

/** A folder to mount at /data. */
function storage(name: string, owner: number): string[] {
  const folder = join(room, name);
  mkdirSync(folder);
  chownSync(folder, owner, owner);
  chmodSync(folder, 0o755);
  return ['--volume', `${folder}:/data`];
}

describeInContainers('the Space of examples/huggingface-space', () => {
  beforeAll(() => buildApplication(IMAGE, 'examples/huggingface-space'));
  afterAll(() => rmSync(room, { recursive: true, force: true }));

  it('starts with its persistent storage, and finds its data again', async () => {
    const port = await freePort();
    const data = storage('good', 1000);
    const options = ['--rm', '--network', 'host', '--name', 'space', '--env', `PORT=${port}`, ...SPACE];
    for (const expected of ['1 visits\n', '2 visits\n']) {
      const running = start(['run', ...options, ...data, IMAGE]);
      await running.written(/listening/);
      expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe(expected);
      await podman('stop', 'space');
      expect((await running.ended).status).toBe(0);
    }
  });

  it.each([
    ['whose storage belongs to another user', () => storage('foreign', 0), 'path/not-writable'],
    ['without persistent storage', () => [], 'path/missing'],
    ['whose /data is of its own layer', () => ['--tmpfs', '/data:mode=1777'], 'path/ephemeral'],
  ])('does not start in a Space %s', async (_, data, code) => {
    const { status, stdout, stderr } = await run([...SPACE, ...data(), IMAGE]);
    expect({ status, stdout }, stderr).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain(code);
  });
});
