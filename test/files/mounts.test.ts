import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import {
  kubernetesVolume,
  mountOf,
  parseMounts,
  readMounts,
  storageOf,
  volumes,
} from '../../src/files/mounts.js';

const IN_DOCKER = `702 612 0:59 / / rw,relatime master:253 - overlay overlay rw,lowerdir=/l/A:/l/B,upperdir=/u,workdir=/w
703 702 0:61 / /proc rw,nosuid,nodev,noexec,relatime - proc proc rw
704 702 0:62 / /dev rw,nosuid - tmpfs tmpfs rw,size=65536k,mode=755
711 702 8:1 /docker/volumes/app/_data /data rw,relatime - ext4 /dev/sda1 rw
712 702 8:1 /docker/containers/1/hosts /etc/hosts rw,relatime - ext4 /dev/sda1 rw
713 711 0:70 / /data/cache rw - tmpfs tmpfs rw
714 702 0:71 / /mnt/my\\040share rw,relatime - cifs //nas/share ro,username=bob,vers=3.0`;

describe('the mounts of a process', () => {
  const mounts = parseMounts(IN_DOCKER);

  it.each([
    ['/', '/', 'overlay'],
    ['/app/data', '/', 'overlay'],
    ['/data', '/data', 'disk'],
    ['/data/x/y', '/data', 'disk'],
    ['/database', '/', 'overlay'],
    ['/data/cache/x', '/data/cache', 'memory'],
    ['/proc/1', '/proc', 'virtual'],
    ['/mnt/my share/app.db', '/mnt/my share', 'network'],
  ])('finds that %s lies on the mount %s, which is %s', (path, point, storage) => {
    const mount = mountOf(path, mounts);
    expect(mount?.point).toBe(point);
    expect(mount && storageOf(mount)).toBe(storage);
  });

  it('shows that the file system itself is read-only, and none of its other options', () => {
    expect(mountOf('/mnt/my share', mounts)?.options).toBe('rw,relatime,ro');
  });

  it('sees the mount that hides another', () => {
    const later = parseMounts(`${IN_DOCKER}\n720 711 0:80 / /data rw - nfs4 nas:/data rw`);
    expect(mountOf('/data/cache/x', later)?.type).toBe('nfs4');
  });

  it('names as volumes what keeps data, and no file that the runtime put there', () => {
    expect(volumes(mounts)).toEqual(['/data', '/mnt/my share']);
  });

  it.each([
    ['fuse mountpoint-s3', 'fuse.mountpoint-s3'],
    ['fuse blobfuse2', 'fuse.blobfuse2'],
    ['fuse.gcsfuse my-bucket', 'fuse.gcsfuse'],
    ['fuse my-bucket', 'fuse'],
  ])('names the program behind %s, and no bucket', (kind, type) => {
    expect(parseMounts(`1 0 0:9 / /data rw - ${kind} rw`)).toMatchObject([{ type }]);
  });

  it('knows the kind of a volume by the folder that the kubelet keeps it in', () => {
    const root = '/var/lib/kubelet/pods/5f1/volumes/kubernetes.io~configmap/settings';
    expect(kubernetesVolume({ root })).toBe('configmap');
    expect(kubernetesVolume({ root: '/docker/volumes/app/_data' })).toBeNull();
  });

  it('passes over lines that it does not understand', () => {
    expect(parseMounts('\nnonsense\n1 2 3 - 4\n')).toEqual([]);
  });

  it.each([
    ['nfs', 'network'],
    ['smb3', 'network'],
    ['9p', 'network'],
    ['fuse.sshfs', 'network'],
    ['fuse', 'network'],
    ['fuse.mountpoint-s3', 'network'],
    ['fuse.gocryptfs', 'disk'],
    ['fuseblk', 'disk'],
    ['fuse.fuse-overlayfs', 'overlay'],
    ['fuse.lxcfs', 'virtual'],
    ['ramfs', 'memory'],
    ['btrfs', 'disk'],
    ['virtiofs', 'disk'],
    ['cgroup2', 'virtual'],
  ])('takes %s for %s', (type, storage) => {
    expect(storageOf({ type })).toBe(storage);
  });

  it.skipIf(process.platform !== 'linux').each(['/', '/proc/self', '/dev/shm', process.cwd()])(
    'agrees with findmnt about %s',
    async (path) => {
      const real = execFileSync('realpath', [path], { encoding: 'utf8' }).trim();
      const told = execFileSync('findmnt', ['-n', '-o', 'TARGET', '-T', path], { encoding: 'utf8' }).trim();
      // Where one mount hides another at the same place, findmnt tells both.
      expect(mountOf(real, (await readMounts()) ?? [])?.point).toBe(told.split('\n').at(-1));
    },
  );
});
