import { readFile } from './fs-calls.js';

/** One line of `/proc/self/mountinfo` (proc(5)). */
export interface Mount {
  readonly id: string;
  readonly parent: string;
  /** The folder of the file system that is mounted: `/`, or a deeper one for a bind mount. */
  readonly root: string;
  readonly point: string;
  /** `fuse.mountpoint-s3` too where only the device says which program is behind it. */
  readonly type: string;
  /** Those of the mount; the file system's own may name users and servers, so only its `ro` is taken. */
  readonly options: string;
}

export type Storage = 'disk' | 'network' | 'memory' | 'overlay' | 'virtual';

/** Null where the system has no `/proc/self/mountinfo`. */
export async function readMounts(): Promise<readonly Mount[] | null> {
  const text = await readFile('/proc/self/mountinfo', 'utf8').catch(() => null);
  return text === null ? null : parseMounts(text);
}

export function parseMounts(mountinfo: string): Mount[] {
  const mounts: Mount[] = [];
  for (const line of mountinfo.split('\n')) {
    const [before, after] = line.split(' - ', 2);
    const [id, parent, , root, point, own] = (before ?? '').split(' ');
    const [kind, device = '', all] = (after ?? '').split(' ');
    const type = kind === 'fuse' && FUSE_PROGRAMS.has(device) ? `fuse.${device}` : kind;
    if (!id || !parent || !root || !point || !own || !type) continue;
    const readOnly = (all ?? '').split(',').includes('ro') && !own.split(',').includes('ro');
    const options = readOnly ? `${own},ro` : own;
    mounts.push({ id, parent, root: unescaped(root), point: unescaped(point), type, options });
  }
  return mounts;
}

/**
 * The mount that an absolute path without symbolic links lies on. Walks down as the kernel does, so that a
 * mount which a later one hides is not taken for the visible one.
 */
export function mountOf(path: string, mounts: readonly Mount[]): Mount | null {
  const ids = new Set(mounts.map(({ id }) => id));
  const roots = mounts.filter(({ point }) => point === '/');
  let current = roots.find(({ id, parent }) => !ids.has(parent) || parent === id) ?? roots[0] ?? null;
  const passed = new Set<Mount>();
  while (current && !passed.has(current)) {
    passed.add(current);
    let next: Mount | null = null;
    for (const mount of mounts) {
      if (mount.parent !== current.id || passed.has(mount) || !isBelow(path, mount.point)) continue;
      if (!next || mount.point.length < next.point.length) next = mount;
    }
    current = next ?? current;
  }
  return current;
}

export function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}

export function storageOf({ type }: Pick<Mount, 'type'>): Storage {
  if (/^(overlay|aufs|fuse\.fuse-overlayfs)$/.test(type)) return 'overlay';
  if (/^(tmpfs|ramfs)$/.test(type)) return 'memory';
  if (VIRTUAL.has(type)) return 'virtual';
  if (LOCAL_FUSE.test(type)) return 'disk';
  return NETWORK.has(type) || /^fuse(\.|$)/.test(type) ? 'network' : 'disk';
}

/** The plugin that the kubelet names the folder of a volume after: `configmap`, `empty-dir`, `csi`. */
export function kubernetesVolume({ root }: Pick<Mount, 'root'>): string | null {
  return /\/kubernetes\.io~([a-z-]+)\//.exec(root)?.[1] ?? null;
}

/** Mount points where something can be kept: what a container was given beside its own layer. */
export function volumes(mounts: readonly Mount[]): string[] {
  const kept = mounts.filter(
    (mount) =>
      mount.point !== '/' &&
      /^(disk|network)$/.test(storageOf(mount)) &&
      !/^\/(etc|proc|sys|dev|run|boot|snap|usr|lib)(\/|$)/.test(mount.point),
  );
  return [...new Set(kept.map(({ point }) => point))].sort();
}

const NETWORK = new Set(
  'nfs nfs4 cifs smb3 smbfs 9p ceph lustre afs beegfs gpfs ocfs2 gfs2 ncpfs coda davfs glusterfs vboxsf'.split(
    ' ',
  ),
);

/** Programs that put their name where a device stands, and none into the type. */
const FUSE_PROGRAMS = new Set(
  'mountpoint-s3 s3fs goofys geesefs gcsfuse blobfuse blobfuse2 rclone'.split(' '),
);

/** Another view of a local disk. */
const LOCAL_FUSE = /^fuse\.(bindfs|gocryptfs|encfs|cryfs|ntfs-3g|exfat)$/;

const VIRTUAL = new Set(
  `proc sysfs devtmpfs devpts mqueue cgroup cgroup2 debugfs tracefs securityfs pstore bpf configfs fusectl
  hugetlbfs binfmt_misc efivarfs autofs rpc_pipefs nsfs selinuxfs fuse.lxcfs`.split(/\s+/),
);

/** `\040` is a blank: proc(5). */
function unescaped(field: string): string {
  return field.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
}
