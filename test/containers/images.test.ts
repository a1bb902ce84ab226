import { chownSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { freePort } from '../servers/guarded-process.js';
import { buildApplication, buildDbcheck } from './build.js';
import { describeInContainers, podman, run, start } from './podman.js';
import { RESTRICTED } from './restricted.js';

describeInContainers('the image of dbcheck, from scratch', () => {
  beforeAll(buildDbcheck);

  it('checks a database and has nothing in it but the executable and glibc', async () => {
    const url = `DATABASE_URL=${inject('postgres').url}`;
    const { status, stdout } = await run([
      ...RESTRICTED,
      '--env',
      url,
      'localhost/dbcheck',
      '--format',
      'json',
    ]);
    expect(status, stdout).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, databases: [{ status: 'connected' }] });
  });

  it('runs as a user without rights', async () => {
    const { stdout } = await podman('image', 'inspect', '--format', '{{.Config.User}}', 'localhost/dbcheck');
    expect(stdout).toBe('65534:65534\n');
  });
});

describeInContainers('the image of examples/docker', () => {
  const volume = join(mkdtempSync(join(tmpdir(), 'dbcheck-volume-')), 'data');
  beforeAll(async () => {
    mkdirSync(volume);
    chownSync(volume, 65534, 65534);
    await buildApplication('localhost/notes', 'examples/docker');
  });
  afterAll(() => rmSync(join(volume, '..'), { recursive: true, force: true }));

  it('does not start the application without its volume', async () => {
    const { status, stdout, stderr } = await run([...RESTRICTED, 'localhost/notes']);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain('path/missing');
  });

  it('becomes the application, which keeps its notes and ends on podman stop', async () => {
    const port = await freePort();
    const options = ['--name', 'notes', '--env', `PORT=${port}`, '--volume', `${volume}:/data`];
    for (const expected of ['first\n', 'first\nfirst\n']) {
      const running = start([
        'run',
        '--rm',
        '--network',
        'host',
        ...RESTRICTED,
        ...options,
        'localhost/notes',
      ]);
      await running.written(/listening/);
      await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: 'first' });
      expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe(expected);
      const { stdout } = await podman('top', 'notes', 'pid', 'args');
      expect(stdout.trim().split('\n').slice(1)).toEqual([expect.stringMatching(/^1 +python -m notes/)]);
      await podman('stop', 'notes');
      expect((await running.ended).status).toBe(0);
    }
  });
});
