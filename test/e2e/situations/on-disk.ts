import { join } from 'node:path';
import type { FindingCode } from '../../../src/findings/catalogue.js';
import { asUser } from '../../checks/check-process.js';

/** What a user has on disk when the failure shows, made by a shell as root in a mount namespace of its own. */
export interface OnDisk {
  /** A row of `failures.jsonl`; what is like one of them has a name of its own. */
  readonly id: string;
  readonly variant?: string;
  /** Runs in the working directory, whose `data` is the place to keep things. */
  readonly made: string;
  /** Of the path `./data`, or of another. */
  readonly path?: string;
  readonly options?: string;
  /** A configured SQLite database in place of a path. */
  readonly database?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Words before the command: who runs it. */
  readonly as?: readonly string[];
  /** In a root file system that is a container's layer, at `/app`. */
  readonly contained?: true;
  /** Null where all is well. */
  readonly code: FindingCode | null;
  readonly says?: RegExp;
  readonly warns?: true;
}

export const APP = asUser(1234);
export const SPACE = {
  env: { SPACE_ID: 'me/app', DATABASE_URL: 'postgres://db.example.com/app' },
  as: asUser(1000),
};
export const WITHOUT_CAPABILITIES = ['setpriv', '--inh-caps=-all', '--bounding-set=-all'];

/** Storage that takes a write and says at the end that it did not, as NFS does where a quota is used up. */
export const syncGiving = (errno: string) =>
  `strace -f --seccomp-bpf -qq -o /dev/null -e trace=fsync -e inject=fsync:error=${errno}`.split(' ');

export const IN_MEMORY = 'mkdir data && mount -t tmpfs none data';
export const DISK = 'mkdir data && truncate -s 8M disk && mkfs.ext4 -q -N 16 disk && mount -o loop disk data';
/** The real table, in which the storage below `data` is called another kind: what mounts it needs a server. */
export const called = (type: string, root = '/') =>
  `${IN_MEMORY} && chmod 777 data
awk -v at="$PWD/data" '$5 == at { $4 = "${root}"; sub(/ - tmpfs /, " - ${type} ") } { print }' /proc/self/mountinfo > table
mount --bind table /proc/$$/mountinfo`;

const SQLITE = JSON.stringify(join(process.cwd(), 'node_modules/better-sqlite3'));
export const sqlite = (file: string, statements: string) =>
  `'${process.execPath}' -e 'const D = require(${SQLITE}); const d = new D("${file}"); ${statements}' 2> /dev/null || true`;
export const DATABASE = sqlite('data/app.db', 'd.exec("create table t (a)"); d.close()');
export const KILLED = 'process.kill(process.pid, "SIGKILL")';
export const IN_WAL = 'd.pragma("journal_mode=wal"); d.exec("create table t (a)");';
/** More than the cache holds, so that a part is in the file when the process dies. */
export const CUT_OFF = `d.pragma("cache_size=2"); d.exec("create table t (a); begin"); for (let i = 0; i < 2000; i++) d.exec("insert into t values (randomblob(500))"); ${KILLED}`;

const ROOM = ['unshare', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc', 'sh', '-ec'];
const LAYER = `mkdir host layer && mount -t tmpfs none layer && mkdir layer/upper layer/work layer/root
mount -t overlay overlay -o lowerdir=/,upperdir=$PWD/layer/upper,workdir=$PWD/layer/work layer/root
mkdir -p layer/root/app layer/root/tmp/empty layer/root"$PWD"/host && cp dbcheck.yaml layer/root/app
mount --bind host layer/root"$PWD"/host && export HOST="$PWD"/host
mount -t proc proc layer/root/proc`;

/** The words before a command that runs it where the situation is. */
export function roomOf({ made, as = [], contained }: OnDisk): string[] {
  const run = `${as.join(' ')} "$@"`;
  if (!contained) return [...ROOM, `${made}\nexec ${run}`, 'sh'];
  return [
    ...ROOM,
    `${LAYER}\nexec chroot layer/root sh -ec "$0" "$@"`,
    `${made}\ncd /app\nexec ${run}`,
    'sh',
  ];
}
