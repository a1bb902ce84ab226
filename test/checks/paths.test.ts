import { execFileSync, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { pathsCheck } from '../../src/checks/paths.js';
import type { PathConfig } from '../../src/config/config.js';
import { render } from '../../src/findings/render.js';
import type { Observation, Outcome } from '../../src/report.js';
import {
  asUser,
  bundleChecks,
  canHang,
  canMount,
  canSwitchUser,
  codesOf,
  only,
  runCheck,
  whileHanging,
} from './check-process.js';
import { type FileContextOptions, fileContext } from './file-context.js';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'dbcheck-paths-')));
chmodSync(folder, 0o755);
let bundle = '';
beforeAll(async () => {
  bundle = await bundleChecks(folder);
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let top = '';
let count = 0;
beforeEach(() => {
  count += 1;
  top = join(folder, String(count));
  mkdirSync(top);
});

const check = (paths: PathConfig[], more: Partial<FileContextOptions> = {}): Promise<Outcome> =>
  pathsCheck.run(fileContext({ cwd: top, paths, ...more }), new Map());

/** Runs the check as a user that is not root. */
const checkAs = (uid: number, paths: PathConfig[], groups: number[] = []): Outcome =>
  runCheck(bundle, 'paths', { cwd: top, paths }, asUser(uid, groups));

function words(observation: Observation) {
  const finding = render(observation, 'paths', {
    severity: {},
    isOptional: () => false,
    guard: (text) => text,
  });
  if (!finding) throw new Error('no finding');
  return finding;
}

describe('a path that holds what is written to it', () => {
  it('passes, and nothing is left in it', async () => {
    const outcome = await check([{ path: top }]);
    expect(outcome.observations).toEqual([]);
    expect(outcome.passed?.[0]).toContain(`${top} takes a write`);
    expect(readdirSync(top)).toEqual([]);
  });

  it('may be relative to the working directory', async () => {
    mkdirSync(join(top, 'data'));
    expect((await check([{ path: './data' }])).passed?.[0]).toContain(join(top, 'data'));
  });

  it('may be a symbolic link to a folder', async () => {
    mkdirSync(join(top, 'real'));
    symlinkSync('real', join(top, 'link'));
    expect(codesOf(await check([{ path: 'link' }]))).toEqual([]);
  });

  it('may be a file, which is not changed', async () => {
    writeFileSync(join(top, 'app.conf'), 'as it was');
    expect(codesOf(await check([{ path: 'app.conf', kind: 'file' }]))).toEqual([]);
    expect(readFileSync(join(top, 'app.conf'), 'utf8')).toBe('as it was');
  });

  it('may be a file that is not there yet', async () => {
    const outcome = await check([{ path: 'app.db', kind: 'file' }]);
    expect(codesOf(outcome)).toEqual([]);
    expect(outcome.passed?.[0]).toContain('is not there yet, its folder takes a file');
    expect(readdirSync(top)).toEqual([]);
  });

  it('says so when none is declared', async () => {
    expect(await check([])).toMatchObject({ observations: [], nothing: 'no paths are declared' });
  });
});

describe('a path with variables', () => {
  it('is found where they say', async () => {
    const paths = [{ path: '${CHROMA_DIR:-/nowhere}/store', create: true }];
    const outcome = await check(paths, { env: { CHROMA_DIR: top } });
    expect(codesOf(outcome)).toEqual([]);
    expect(existsSync(join(top, 'store'))).toBe(true);
  });

  it('is skipped with the name of the one that is missing', async () => {
    const outcome = await check([{ path: '${CHROMA_DIR}' }, { path: top }]);
    expect(outcome.skips).toEqual([{ subject: 'paths', reason: 'needs CHROMA_DIR', because: 'need' }]);
    expect(outcome.passed).toHaveLength(1);
  });

  it('names the variable that it comes from', async () => {
    const { observations } = await check([{ path: '${CHROMA_DIR}' }], {
      env: { CHROMA_DIR: '/nowhere/store' },
    });
    expect(observations).toMatchObject([
      {
        code: 'path/missing',
        source: { variable: 'CHROMA_DIR' },
        facts: { variables: ['CHROMA_DIR (environment)'] },
      },
    ]);
  });

  it('shows nothing of a secret one', async () => {
    const env = { SECRET_TOKEN: `${top}/hunter2/x` };
    const paths: PathConfig[] = [
      { path: '${SECRET_TOKEN}' },
      { path: '${SECRET_TOKEN}/below', create: true },
      { path: '${SECRET_TOKEN}', kind: 'file' },
    ];
    writeFileSync(join(top, 'hunter2'), '');
    const outcome = await check(paths, { env });
    expect(outcome.observations).toHaveLength(3);
    const all = JSON.stringify([outcome, outcome.observations.map(words)]);
    expect(all).not.toContain('hunter2');
    expect(all).toContain('${SECRET_TOKEN}');
  });

  it('that come to nothing is missing', async () => {
    expect(only(await check([{ path: '${A:-}' }]), 'path/missing').facts).toMatchObject({ reason: 'empty' });
  });
});

describe('a path that does not exist', () => {
  it('is told with the first folder on the way that is missing', async () => {
    const { facts, ...finding } = only(await check([{ path: 'a/b/c' }]), 'path/missing');
    expect(facts).toMatchObject({ missing: join(top, 'a'), parent: top, uid: process.getuid?.() });
    expect(words({ facts, ...finding }).message).toBe(
      `${join(top, 'a')} does not exist, so neither does ${join(top, 'a/b/c')}`,
    );
  });

  it('is made where that is asked for, with its parents, and told', async () => {
    const before = process.umask(0o027);
    const outcome = await check([{ path: 'a/b/c', create: true }]);
    process.umask(before);
    expect(codesOf(outcome)).toEqual([]);
    expect(outcome.notes).toEqual([
      `made ${join(top, 'a')} (mode 0750, owner ${process.getuid?.()}:${process.getgid?.()})`,
    ]);
    expect(statSync(join(top, 'a/b/c')).mode & 0o777).toBe(0o750);
  });

  it('is not made a second time', async () => {
    await check([{ path: 'a', create: true }]);
    expect((await check([{ path: 'a', create: true }])).passed).toHaveLength(1);
  });

  it('has only its folder made when it is a file', async () => {
    expect(codesOf(await check([{ path: 'a/app.db', kind: 'file', create: true }]))).toEqual([]);
    expect(readdirSync(join(top, 'a'))).toEqual([]);
  });

  it('is missing when it is a file that nobody writes', async () => {
    expect(codesOf(await check([{ path: 'a.conf', kind: 'file', writable: false }]))).toEqual([
      'path/missing',
    ]);
  });

  it('comes with the command that makes it', async () => {
    const [fix = ''] = words(only(await check([{ path: 'a b/c' }]), 'path/missing')).fix;
    execFileSync('sh', ['-c', fix.replace('As root: ', '')]);
    expect(codesOf(await check([{ path: 'a b/c' }]))).toEqual([]);
  });

  it('is told that ~ is no home folder here', async () => {
    const finding = words(only(await check([{ path: '~/data' }]), 'path/missing'));
    expect(finding.why.join()).toContain('Nothing but a shell turns ~ into a home folder');
  });
});

describe('something else in the place of a path', () => {
  it('a file where a folder should be', async () => {
    writeFileSync(join(top, 'data'), '');
    expect(words(only(await check([{ path: 'data' }]), 'path/not-a-directory')).message).toBe(
      `${join(top, 'data')} is a file, not a folder`,
    );
  });

  it('a file on the way', async () => {
    writeFileSync(join(top, 'data'), '');
    const found = only(await check([{ path: 'data/store', create: true }]), 'path/not-a-directory');
    expect(found.facts).toMatchObject({ at: join(top, 'data'), found: 'a file', errno: 'ENOTDIR' });
  });

  it('a folder where a file should be', async () => {
    expect(words(only(await check([{ path: top, kind: 'file' }]), 'path/not-a-file')).message).toBe(
      `${top} is a folder, not a file`,
    );
  });

  it.each([
    ['/dev/null', {}, 'path/not-a-directory'],
    ['/dev/null/store', { create: true }, 'path/not-a-directory'],
    ['/proc/dbcheck', {}, 'path/missing'],
    ['/proc', { kind: 'file' }, 'path/not-a-file'],
  ] as const)('of the kernel, %s, is neither moved nor made nor given away', async (path, more, code) => {
    const { fix } = words(only(await check([{ path, ...more }]), code));
    expect(fix).toHaveLength(1);
    expect(fix[0]).toContain('is no place to keep data');
  });

  it('is not moved away where it is no file', async () => {
    execFileSync('mkfifo', [join(top, 'pipe')]);
    expect(words(only(await check([{ path: 'pipe' }]), 'path/not-a-directory')).fix.join()).not.toContain(
      'mv ',
    );
  });

  it('a named pipe, which is not opened', async () => {
    execFileSync('mkfifo', [join(top, 'pipe')]);
    expect(only(await check([{ path: 'pipe', kind: 'file' }]), 'path/not-a-file').facts).toMatchObject({
      found: 'a named pipe',
    });
  });

  it('a socket', async () => {
    const server = createServer().listen(join(top, 's'));
    await once(server, 'listening');
    const outcome = await check([{ path: 's' }]);
    server.close();
    expect(only(outcome, 'path/not-a-directory').facts).toMatchObject({ found: 'a socket' });
  });

  it('a symbolic link to nowhere, which is not made into something', async () => {
    symlinkSync('/nowhere/at/all', join(top, 'data'));
    const found = only(await check([{ path: 'data/store', create: true }]), 'path/dangling-symlink');
    expect(words(found).message).toBe(
      `${join(top, 'data/store')} leads through ${join(top, 'data')}, a symbolic link to /nowhere/at/all, which does not exist`,
    );
  });

  it('a symbolic link to itself', async () => {
    symlinkSync('data', join(top, 'data'));
    expect(only(await check([{ path: 'data' }]), 'path/dangling-symlink').facts).toMatchObject({
      errno: 'ELOOP',
    });
  });
});

describe.skipIf(!canSwitchUser)('a path and a user that is not root', () => {
  const DIRECTORY: PathConfig[] = [{ path: 'data' }];

  function folderOf(uid: number, gid: number, mode: number): void {
    mkdirSync(join(top, 'data'));
    chownSync(join(top, 'data'), uid, gid);
    chmodSync(join(top, 'data'), mode);
  }

  it.each<[string, number, number, number, number[], string[]]>([
    ['its own folder', 1234, 1234, 0o755, [], []],
    ["root's folder", 0, 0, 0o755, [], ['path/not-writable']],
    ['a folder of a group that it is in', 0, 4321, 0o775, [4321], []],
    ['a folder of a group that it is not in', 0, 4321, 0o775, [], ['path/not-writable']],
    ["everybody's folder", 0, 0, 0o777, [], []],
    ['its own folder without the right to write', 1234, 1234, 0o555, [], ['path/not-writable']],
    ['its own folder without the right to go in', 1234, 1234, 0o666, [], ['path/not-writable']],
  ])('takes %s for what it is', (_, uid, gid, mode, groups, codes) => {
    folderOf(uid, gid, mode);
    expect(codesOf(checkAs(1234, DIRECTORY, groups))).toEqual(codes);
  });

  it('tells owner, mode, user and groups, and the command that mends it', () => {
    folderOf(0, 0, 0o755);
    const found = only(checkAs(1234, DIRECTORY, [4321]), 'path/not-writable');
    const at = join(top, 'data');
    expect(found.facts).toMatchObject({
      at,
      ownerUid: 0,
      ownerGid: 0,
      owner: 'root',
      mode: '0755',
      uid: 1234,
      gid: 1234,
      groups: [4321],
      errno: 'EACCES',
      step: 'create',
    });
    const { message, why, fix } = words(found);
    expect(message).toBe(`${at} takes no file from uid 1234`);
    expect(why).toContain(
      `${at} belongs to 0:0 (root), mode 0755; dbcheck runs as uid 1234, gid 1234, groups 4321`,
    );
    expect(fix.join('\n')).toContain(`chown -R 1234:1234 ${at}`);
  });

  it('is told as root squash where an access control list is not the reason', () => {
    folderOf(1234, 1234, 0o555);
    expect(words(only(checkAs(1234, DIRECTORY), 'path/not-writable')).fix).toEqual([
      `chmod u+rwx ${join(top, 'data')}`,
    ]);
  });

  it('is told that its parent does not let it be made', () => {
    const found = only(checkAs(1234, [{ path: 'data/store', create: true }]), 'path/not-writable');
    expect(words(found).message).toBe(
      `${join(top, 'data/store')} cannot be made: uid 1234 may not write in ${top}`,
    );
    expect(words(found).fix.join('\n')).toContain(`install -d -o 1234 -g 1234 ${join(top, 'data/store')}`);
  });

  it('is told which folder does not let it through', () => {
    mkdirSync(join(top, 'closed/data'), { recursive: true });
    chmodSync(join(top, 'closed'), 0o700);
    const found = only(checkAs(1234, [{ path: 'closed/data' }]), 'path/not-writable');
    expect(words(found).message).toBe(
      `${join(top, 'closed/data')} cannot be reached: uid 1234 may not go through ${join(top, 'closed')}`,
    );
  });

  it('is told of a file that it may not write', () => {
    writeFileSync(join(top, 'app.conf'), '');
    expect(
      words(only(checkAs(1234, [{ path: 'app.conf', kind: 'file' }]), 'path/not-writable')).message,
    ).toBe(`${join(top, 'app.conf')} cannot be written by uid 1234`);
  });

  it('is told of an SQLite database whose folder takes no journal', () => {
    folderOf(0, 0, 0o755);
    const file = join(top, 'data/app.db');
    const database = new Sqlite(file);
    database.exec('CREATE TABLE t (a)');
    database.close();
    chownSync(file, 1234, 1234);
    const found = only(checkAs(1234, [{ path: 'data/app.db', kind: 'file' }]), 'path/not-writable');
    expect(found.facts).toMatchObject({ reason: 'folder', at: join(top, 'data') });
  });

  it('has fixes for the platform that it is on', () => {
    folderOf(0, 0, 0o755);
    const on = (env: Record<string, string>) =>
      words(
        only(
          runCheck(bundle, 'paths', { cwd: top, paths: DIRECTORY, env }, asUser(1000)),
          'path/not-writable',
        ),
      ).fix.join('\n');
    expect(on({ SPACE_ID: 'me/space' })).toContain('install -d -o 1000 -g 1000');
    expect(on({ SPACE_ID: 'me/space' })).toContain('a Space runs as uid 1000');
    expect(on({ KUBERNETES_SERVICE_HOST: '10.0.0.1' })).toContain('securityContext: { fsGroup: 1000 }');
  });
});

describe.skipIf(!canMount)('a path on a file system of its own', () => {
  const mounted: string[] = [];
  function mount(options: string, ...args: string[]): string {
    const at = join(top, 'mounted');
    mkdirSync(at, { recursive: true });
    execFileSync('mount', [...args, ...(options ? ['-o', options] : []), at]);
    mounted.push(at);
    return at;
  }
  const tmpfs = (options: string) => mount(options, '-t', 'tmpfs', 'none');

  afterEach(() => {
    for (const at of mounted.splice(0).reverse()) spawnSync('umount', ['-l', at]);
  });

  it('that is full, for root too', async () => {
    const at = tmpfs('size=64k');
    writeFileSync(join(at, 'big'), Buffer.alloc(64 * 1024));
    const found = only(await check([{ path: at }]), 'path/disk-full');
    expect(found.facts).toMatchObject({
      errno: 'ENOSPC',
      step: 'write',
      free: 0,
      mountType: 'tmpfs',
      mountPoint: at,
    });
  });

  it('that has no inodes left, although there is space', async () => {
    const at = tmpfs('size=1m,nr_inodes=3');
    writeFileSync(join(at, 'a'), '');
    writeFileSync(join(at, 'b'), '');
    const found = only(await check([{ path: at }]), 'path/no-inodes');
    expect(found.facts).toMatchObject({ errno: 'ENOSPC', step: 'create' });
  });

  it('that is read-only, for root too', async () => {
    const at = tmpfs('ro');
    const found = only(await check([{ path: at }]), 'path/read-only-filesystem');
    expect(found.facts).toMatchObject({ errno: 'EROFS', mountPoint: at });
    expect(words(found).why.join()).toContain('ro');
  });

  it('that is read-only, where a folder should be made', async () => {
    const at = tmpfs('ro');
    expect(codesOf(await check([{ path: join(at, 'store'), create: true }]))).toEqual([
      'path/read-only-filesystem',
    ]);
  });

  it('that is read-only, where nobody writes, passes', async () => {
    const at = tmpfs('ro');
    expect(codesOf(await check([{ path: at, writable: false }]))).toEqual([]);
  });

  it('with less space than is asked for', async () => {
    const at = tmpfs('size=1m');
    const found = only(
      await check([
        { path: at, minFree: '500MB' },
        { path: at, minFree: '900k' },
      ]),
      'path/too-little-space',
    );
    expect(words(found).message).toBe(`${at} has 1.05 MB free, and 500MB is asked for`);
    expect(found.facts).toMatchObject({ wanted: 500_000_000, free: 1_048_576 });
  });

  it('in memory does not persist, and the volumes that do are named', async () => {
    const at = tmpfs('');
    const found = only(
      await check([{ path: join(at, 'store'), create: true, persistent: true }]),
      'path/ephemeral',
    );
    expect(found.facts).toMatchObject({ reason: 'memory', mountType: 'tmpfs' });
  });

  it('behind a symbolic link is judged by where the link leads', async () => {
    const at = tmpfs('');
    symlinkSync(at, join(top, 'data'));
    const found = only(await check([{ path: 'data', persistent: true }]), 'path/ephemeral');
    expect(found.facts).toMatchObject({ at: join(top, 'data'), mountPoint: at });
  });

  it('that is a disk persists', async (context) => {
    const image = join(top, 'disk.img');
    execFileSync('truncate', ['-s', '8M', image]);
    if (spawnSync('mkfs.ext4', ['-q', image]).status !== 0) context.skip('there is no mkfs.ext4');
    const at = mount('loop', image);
    expect(codesOf(await check([{ path: at, persistent: true }]))).toEqual([]);
    // Root may use the reserve of the file system; what counts is what everybody may.
    const { free } = only(await check([{ path: at, minFree: '1G' }]), 'path/too-little-space').facts as {
      free: number;
    };
    expect(free).toBeLessThan(8_000_000);
  });

  it("in a container's own layer does not persist, and on a volume beside it does", () => {
    // A layer can't lie on another container's layer, but in memory.
    const at = tmpfs('');
    for (const name of ['upper', 'work', 'root']) mkdirSync(join(at, name));
    const lower = `lowerdir=/,upperdir=${join(at, 'upper')},workdir=${join(at, 'work')}`;
    const root = join(at, 'root');
    const paths = [
      { path: '/srv', persistent: true },
      { path: '/mnt', persistent: true },
    ];
    const script = `mount -t overlay overlay -o ${lower} ${root} && mount --bind ${folder} ${root}/mnt && mount -t proc proc ${root}/proc && exec chroot ${root} "$@"`;
    const outcome = runCheck(bundle, 'paths', { cwd: '/', paths }, [
      'unshare',
      '--mount',
      'sh',
      '-c',
      script,
      'sh',
    ]);
    const found = only(outcome, 'path/ephemeral');
    expect(found).toMatchObject({
      subject: '/srv',
      facts: { reason: 'container-layer', mountType: 'overlay', volumes: ['/mnt'] },
    });
    expect(words(found).fix.join('\n')).toContain('/mnt');
  });

  it.skipIf(!canHang)(
    'that does not answer is told at the deadline, and the others are not kept waiting',
    async () => {
      const at = join(top, 'hanging');
      mkdirSync(at);
      await whileHanging(at, async () => {
        const started = performance.now();
        const paths = [{ path: at }, { path: join(at, 'store'), create: true }, { path: top }];
        const databases = { main: { file: join(at, 'app.db') } };
        const outcome = await check(paths, { timeoutMs: 400, databases });
        expect(performance.now() - started).toBeLessThan(900);
        expect(codesOf(outcome)).toEqual(['path/no-answer', 'path/no-answer', 'path/network-filesystem']);
        expect(outcome.observations.map(({ facts }) => facts['asked'])).toEqual([true, false, undefined]);
        expect(outcome.passed?.[0]).toContain(`${top} takes a write`);
      });
    },
  );
});

describe('a root file system that is known not to persist', () => {
  it('is told by the platform, where the mount says nothing', async () => {
    const root = execFileSync('stat', ['-c', '%m', top], { encoding: 'utf8' }).trim();
    const outcome = await check([{ path: top, persistent: true }], { env: { SPACE_ID: 'me/space' } });
    expect(codesOf(outcome)).toEqual(root === '/' ? ['path/ephemeral'] : []);
  });
});

describe('a size that is none', () => {
  it('keeps the check from passing', async () => {
    const outcome = await check([{ path: top, minFree: 'a lot' }]);
    expect(outcome.skips).toMatchObject([
      { because: 'need', reason: `needs a size such as 500MB in minFree of ${top}` },
    ]);
  });
});
