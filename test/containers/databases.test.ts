import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, inject, it } from 'vitest';
import { sqliteFile } from '../e2e/sqlite-file.js';
import { DEBIAN, DISTROLESS, describeInContainers, EXECUTABLE, PASS, podman, run } from './podman.js';
import { RESTRICTED } from './restricted.js';

const { mounts, program } = EXECUTABLE;
const START = ['--', 'python3', '-c', 'print("started")'];
const STARTED = { status: 0, stdout: 'started\n' };
const folder = mkdtempSync(join(tmpdir(), 'dbcheck-volume-'));
chmodSync(folder, 0o755);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** dbcheck before a command in a distroless image, with everything that the restricted standard takes away. */
function guarded(url: string, ...more: string[]) {
  const options = [...RESTRICTED, ...mounts, '--env', `DATABASE_URL=${url}`, ...more];
  return run([...options, DISTROLESS, ...program, ...START]);
}

describeInContainers('a database, under everything that the restricted pod standard takes away', () => {
  it('of SQLite on a volume is opened, and its folder stays as it was', async () => {
    const file = sqliteFile(join(folder, 'app.db'), { notes: 3 });
    const before = readFileSync(file);
    const sqlite = ['--volume', `${folder}:/data:ro`, '--env', 'DBCHECK_ENVIRONMENT=development'];
    const { status, stdout, stderr } = await guarded('sqlite:////data/app.db', ...sqlite);
    expect({ status, stdout }, stderr).toEqual(STARTED);
    expect(stderr).toMatch(/SQLite/);
    expect(readdirSync(folder)).toEqual(['app.db']);
    expect(readFileSync(file)).toEqual(before);
  });

  it.each(['postgres', 'mariadb'] as const)('of %s lets the command start', async (server) => {
    const { status, stdout, stderr } = await guarded(inject(server).url);
    expect({ status, stdout }, stderr).toEqual(STARTED);
  });

  it('is found by a name of /etc/hosts in an image without nsswitch.conf', async () => {
    const { port, url } = inject('postgres');
    const named = url.replace(`127.0.0.1:${port}`, `db.internal:${port}`);
    const { status, stdout, stderr } = await guarded(named, '--add-host', 'db.internal:127.0.0.1');
    expect({ status, stdout }, stderr).toEqual(STARTED);
  });

  it('that refuses the password keeps the command from starting', async () => {
    const { url, password } = inject('postgres');
    const wrong = url.replace(encodeURIComponent(password), 'wrong');
    const { status, stdout, stderr } = await guarded(wrong);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain('connect/auth-failed');
  });

  it('that is not there is status 3, and the termination message says so', async () => {
    const file = join(folder, 'termination-log');
    writeFileSync(file, '');
    chmodSync(file, 0o666);
    const pod = ['--volume', `${file}:/dev/termination-log`, '--env', 'KUBERNETES_SERVICE_HOST=10.0.0.1'];
    const { status, stdout } = await guarded('postgres://app:Lantern.7@127.0.0.1:1/app', ...pod);
    expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
    expect(readFileSync(file, 'utf8')).toMatch(/^dbcheck: .+\nconnect\/\S+: .+\n {2}fix: /);
    expect(readFileSync(file, 'utf8')).not.toContain('Lantern');
  });
});

describeInContainers('the exit status of a container', () => {
  it.each([
    ['the command’s own', ['sh', '-c', 'exit 7'], 7],
    ['127 for a command that is not there', ['no-such-program'], 127],
    ['126 for one that may not be run', ['/etc/debian_version'], 126],
  ])('is %s', async (_, command, expected) => {
    const { status } = await run([...mounts, DEBIAN, ...program, ...PASS, '--', ...command]);
    expect(status).toBe(expected);
  });
});

describeInContainers('a container with a writable root', () => {
  /** What a container's own layer has that its image has not. */
  async function changes(...words: string[]): Promise<string> {
    const environment = ['--env', `DATABASE_URL=${inject('postgres').url}`];
    const name = 'changes';
    await podman('run', '--name', name, '--network', 'host', ...environment, ...mounts, DEBIAN, ...words);
    const { stdout } = await podman('diff', name);
    await podman('rm', name);
    return stdout.split('\n').sort().join('\n');
  }

  it('has no file in it that dbcheck left behind, whether it passed or failed', async () => {
    const bare = await changes('true');
    expect(bare).not.toBe('');
    expect(await changes(...program, '--', 'true')).toBe(bare);
    expect(await changes(...program, '--require', 'NOT_SET', '--', 'true')).toBe(bare);
  });
});
