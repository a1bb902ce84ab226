import type { Stats } from 'node:fs';
import { type Identity, NOBODY } from '../../files/identity.js';
import { isBelow, kubernetesVolume, mountOf, volumes } from '../../files/mounts.js';
import type { PathFacts } from '../../findings/path-facts.js';
import type { ConfiguredPath } from '../configured-path.js';
import type { Machine } from './machine.js';

/** What is known of the folder or file that an answer is about. */
export interface Seen {
  readonly at: string;
  /** The same without symbolic links, where that is known. */
  readonly real?: string;
  readonly stats: Stats | null;
  readonly errno: string | null;
}

export function pathFacts(
  machine: Machine,
  configured: Pick<ConfiguredPath, 'absolute' | 'text' | 'variables' | 'shown'>,
  kind: 'directory' | 'file',
  { at, real = at, stats, errno }: Seen,
): PathFacts {
  const { identity, users, mounts, platform } = machine;
  const mount = mounts && mountOf(real, mounts);
  const { absolute, text, variables, shown } = configured;
  return {
    path: shown(absolute),
    written: text === absolute ? null : text,
    variables,
    kind,
    at: shown(at),
    ownerUid: stats?.uid ?? null,
    ownerGid: stats?.gid ?? null,
    owner: (stats && users.get(stats.uid)) ?? null,
    mode: stats && octal(stats.mode),
    uid: identity?.uid ?? null,
    gid: identity?.gid ?? null,
    groups: identity?.groups ?? [],
    overrides: overrides(identity, stats),
    user: (identity && users.get(identity.uid)) ?? null,
    mountPoint: mount && (isBelow(mount.point, absolute) ? shown(mount.point) : mount.point),
    mountType: mount?.type ?? null,
    mountOptions: mount?.options ?? null,
    kubernetesVolume: (mount && kubernetesVolume(mount)) ?? null,
    volumes: mounts ? volumes(mounts) : [],
    platform,
    errno,
  };
}

/** Root's power ends at files whose owner has no number in its user namespace. */
function overrides(identity: Identity | null, stats: Stats | null): boolean {
  if (!identity?.overrides) return false;
  return !(identity.namespaced && stats?.uid === NOBODY);
}

export function whatItIs(stats: Stats): string {
  if (stats.isDirectory()) return 'a folder';
  if (stats.isFile()) return 'a file';
  if (stats.isSocket()) return 'a socket';
  if (stats.isFIFO()) return 'a named pipe';
  return stats.isBlockDevice() || stats.isCharacterDevice() ? 'a device' : 'neither a file nor a folder';
}

export function octal(mode: number): string {
  return `0${(mode & 0o7777).toString(8).padStart(3, '0')}`;
}
