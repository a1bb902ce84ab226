import { basename } from 'node:path';
import { isBelow, kubernetesVolume, type Mount, storageOf, volumes } from '../../files/mounts.js';
import type { EphemeralReason } from '../../findings/path-storage.js';
import type { ConfiguredPath } from '../configured-path.js';

/** Why what is written to a mount is gone tomorrow; null where it is kept. `container` says that this is one. */
export function lostWith(mount: Mount, container: string | null): EphemeralReason | null {
  const storage = storageOf(mount);
  if (storage === 'memory') return 'memory';
  if (mount.point === '/' && (storage === 'overlay' || container !== null)) return 'container-layer';
  return kubernetesVolume(mount) === 'empty-dir' ? 'empty-dir' : null;
}

/**
 * The path on a volume that was probably meant by one beside it: `/data/app.db` for `/app/data/app.db`, where
 * `/data` is mounted. Null where no volume has the name of a folder on the way.
 */
export function meantPath(
  { absolute, shown }: Pick<ConfiguredPath, 'absolute' | 'shown'>,
  mounts: readonly Mount[],
): string | null {
  if (shown(absolute) !== absolute) return null;
  const names = absolute.split('/');
  for (const volume of volumes(mounts)) {
    const index = names.lastIndexOf(basename(volume));
    if (index > 0 && !isBelow(absolute, volume)) return [volume, ...names.slice(index + 1)].join('/');
  }
  return null;
}
