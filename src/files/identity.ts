import { readFile } from 'node:fs/promises';

/** Who the kernel takes this process for when it opens a file. */
export interface Identity {
  readonly uid: number;
  readonly gid: number;
  /** The other groups, sorted. */
  readonly groups: readonly number[];
}

/** Null on a system without user ids. */
export function identity(): Identity | null {
  const { geteuid, getegid, getgroups } = process;
  if (!geteuid || !getegid || !getgroups) return null;
  const gid = getegid();
  const groups = [...new Set(getgroups())].filter((group) => group !== gid).sort((a, b) => a - b);
  return { uid: geteuid(), gid, groups };
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
