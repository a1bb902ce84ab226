import { readFile } from './fs-calls.js';

/** Who the kernel takes this process for when it opens a file. */
export interface Identity {
  readonly uid: number;
  readonly gid: number;
  /** The other groups, sorted. */
  readonly groups: readonly number[];
  /** May write whatever owner and mode say: root, unless its capabilities were dropped. */
  readonly overrides: boolean;
  /** In a user namespace that knows a part of the users only; the others show as nobody. */
  readonly namespaced: boolean;
}

/** The owner that stands for whoever has no number in this user namespace. */
export const NOBODY = 65534;

/** Bit of `CapEff`: capabilities(7). */
const CAP_DAC_OVERRIDE = 1n << 1n;
/** The map of a process that knows all users: user_namespaces(7). */
const ALL_USERS = /^\s*0\s+0\s+4294967295\s*$/;

/** Null on a system without user ids. */
export async function identity(): Promise<Identity | null> {
  const { geteuid, getegid, getgroups } = process;
  if (!geteuid || !getegid || !getgroups) return null;
  const gid = getegid();
  const groups = [...new Set(getgroups())].filter((group) => group !== gid).sort((a, b) => a - b);
  const [status, users] = await Promise.all([
    readFile('/proc/self/status', 'utf8').catch(() => ''),
    readFile('/proc/self/uid_map', 'utf8').catch(() => null),
  ]);
  const [, effective] = /^CapEff:\s*([0-9a-f]+)$/m.exec(status) ?? [];
  return {
    uid: geteuid(),
    gid,
    groups,
    overrides: effective ? (BigInt(`0x${effective}`) & CAP_DAC_OVERRIDE) !== 0n : geteuid() === 0,
    namespaced: users !== null && !ALL_USERS.test(users),
  };
}

/** The names of `/etc/passwd` by uid; empty where there is no such file. */
export async function userNames(): Promise<ReadonlyMap<number, string>> {
  const passwd = await readFile('/etc/passwd', 'utf8').catch(() => '');
  const names = new Map<number, string>();
  for (const line of passwd.split('\n')) {
    const [name, , uid] = line.split(':');
    if (name && uid && !names.has(Number(uid))) names.set(Number(uid), name);
  }
  return names;
}
