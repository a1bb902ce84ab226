import { entry } from './entry.js';
import {
  mountLine,
  noPlace,
  originLine,
  type PathFacts,
  type Step,
  stepLine,
  volumeFixes,
} from './path-facts.js';
import { shellPath } from './shell.js';

/** What a path lies on. */
export const pathStorageFindings = {
  'path/read-only-filesystem': entry<PathFacts & { step: Step }>({
    severity: 'error',
    transient: false,
    title: 'A path lies on a file system that is mounted read-only',
    message: (path, { mountPoint }) =>
      `${path} lies on a read-only file system${mountPoint === null ? '' : ` (mounted at ${mountPoint})`}`,
    why: (_, facts) => [stepLine(facts), ...mountLine(facts), ...originLine(facts)],
    fix: (_, facts) => {
      const refused = noPlace(facts);
      if (refused) return refused;
      if (ALWAYS_READ_ONLY.test(facts.kubernetesVolume ?? '')) {
        return [
          `A ${facts.kubernetesVolume} volume takes no writes, whatever its options are: put this path on another volume`,
          ...volumeFixes(facts),
        ];
      }
      if (facts.mountPoint !== null && facts.mountPoint !== '/') {
        return [
          'Mount it for writing: no :ro after -v, no read_only: true in Compose, no readOnly: true in volumeMounts',
          `If the system made it read-only after an error of the disk: dmesg | grep -i remount; then, once the disk is sound: mount -o remount,rw ${shellPath(facts.mountPoint)}`,
        ];
      }
      return [
        'The root file system is read-only (--read-only, readOnlyRootFilesystem): put this path on a volume',
        ...volumeFixes(facts),
      ];
    },
    page: `Nothing can be written here whatever owner and mode say. Either the container's root is read-only
(docker run --read-only, readOnlyRootFilesystem: true in Kubernetes) and the path lies on no volume, or the
volume itself is mounted read-only, or the kernel made it read-only after an error of the disk.

Put the path on a writable volume. SQLite also wants a writable folder for its temporary files, so that a
read-only root needs a tmpfs or an emptyDir at /tmp.`,
  }),

  'path/ephemeral': entry<
    PathFacts & { reason: EphemeralReason; sign: string | null; meant: string | null; database?: string }
  >({
    severity: 'error',
    transient: false,
    title: 'A path that must persist lies where a restart wipes it',
    message: (path, { reason, database }) =>
      database === undefined
        ? `${path} is declared persistent and lies ${EPHEMERAL[reason].where}`
        : `The SQLite database ${path} lies ${EPHEMERAL[reason].where}`,
    why: (_, facts) => [
      EPHEMERAL[facts.reason].why,
      ...mountLine(facts),
      ...(facts.sign === null ? [] : [`This is a container: ${facts.sign}`]),
      ...originLine(facts),
      ...relativeLine(facts),
    ],
    fix: (_, facts) =>
      noPlace(facts) ?? [
        ...(facts.meant === null ? [] : [`Name the path on the volume: ${facts.meant}`]),
        ...volumeFixes(facts),
      ],
    page: `What is written here is gone when the container is made anew: with the next deployment, a move to another
node, often with a plain restart. There is no error; the data are simply not there any more.

dbcheck read /proc/self/mountinfo: the path lies in the container's own writable layer, in memory (tmpfs), or
in a Kubernetes emptyDir. A relative path is a usual cause: it counts from the working directory and lands
beside the volume instead of on it.

Mount a volume at this path, or point the path at a volume. Where losing the data is fine, leave out
persistent: true.`,
  }),

  'path/disk-full': entry<PathFacts & { step: Step; free: number | null; quota: boolean }>({
    severity: 'error',
    transient: false,
    title: 'The file system of a path is full',
    message: (path, { quota }) =>
      quota
        ? `${path} takes nothing more: the quota is used up`
        : `${path} takes nothing more: its file system is full`,
    why: (_, facts) => [
      `${stepLine(facts)}${facts.free === null ? '' : `; ${facts.free} bytes are free`}`,
      ...mountLine(facts),
      ...originLine(facts),
    ],
    fix: (_, { at, mountPoint, quota, uid }) => [
      ...(quota
        ? [`See the quota: quota -v${uid === null ? '' : ` -u ${uid}`}`]
        : [`See what is left: df -h ${shellPath(at)}`]),
      `Find what takes the space: du -xh ${shellPath(mountPoint ?? at)} | sort -h | tail -20`,
      'Delete what is not needed, or make the volume larger',
    ],
    page: `There is no room for one more block: a write of 4 KiB failed. A database on a full disk refuses writes, and
some stop. Free space can be zero for a user while df shows some, because file systems keep a reserve for
root, and because a quota counts for one user or project.

Delete, rotate logs, or make the volume larger. minFree: 500MB for the path tells it before it happens.`,
  }),

  'path/no-inodes': entry<PathFacts & { step: Step; free: number | null }>({
    severity: 'error',
    transient: false,
    title: 'The file system of a path can hold no more files',
    message: (path) => `${path} takes no more files: its file system has no free inodes`,
    why: (_, facts) => [
      `${facts.errno === null ? 'Its file system counts 0 free inodes' : stepLine(facts)}, although ${facts.free ?? 'some'} bytes are free`,
      ...mountLine(facts),
      ...originLine(facts),
    ],
    fix: (_, { at, mountPoint }) => [
      `See how many are left: df -i ${shellPath(at)}`,
      `Find where the files are: du -x --inodes ${shellPath(mountPoint ?? at)} | sort -n | tail -20`,
      'Delete what is not needed: caches, sessions and queues of small files are the usual ones',
    ],
    page: `Every file needs an inode, and many file systems have a fixed number of them. Millions of small files use them
up while df still shows free space, and each new file fails with "No space left on device".

df -i shows it. Delete the small files; a larger number is only to be had when the file system is made (mkfs
-N) or, for tmpfs, mounted (nr_inodes).`,
  }),

  'path/too-little-space': entry<PathFacts & { free: number; wanted: number; minFree: string }>({
    severity: 'error',
    transient: false,
    title: 'A path has less free space than is asked for',
    message: (path, { free, minFree }) => `${path} has ${inUnits(free)} free, and ${minFree} is asked for`,
    why: (_, facts) => [
      `${facts.free} bytes are free for this user; minFree is ${facts.wanted} bytes`,
      ...mountLine(facts),
      ...originLine(facts),
    ],
    fix: (_, { at, mountPoint }) => [
      `See what is left: df -h ${shellPath(at)}`,
      `Find what takes the space: du -xh ${shellPath(mountPoint ?? at)} | sort -h | tail -20`,
      'Make the volume larger, or ask for less: minFree below this path in the configuration',
    ],
    page: `The file system of the path has less free space than minFree asks for. What counts is the space that the
current user may still use, without the reserve that file systems keep for root.

Make room, make the volume larger, or lower minFree.`,
  }),

  'path/network-filesystem': entry<PathFacts & { database: string }>({
    severity: 'warning',
    transient: false,
    title: 'A SQLite database lies on a network file system',
    message: (path, { mountType }) =>
      OBJECT_STORE.test(mountType ?? '')
        ? `The SQLite database ${path} lies in an object store (${mountType})`
        : `The SQLite database ${path} lies on a network file system (${mountType})`,
    why: (_, facts) => [
      ...mountLine(facts),
      ...(OBJECT_STORE.test(facts.mountType ?? '')
        ? ['An object store changes no part of a file: each commit uploads the whole file again, or fails']
        : []),
      'SQLite relies on file locks and, in WAL mode, on shared memory; both fail on network storage now and then: "database is locked", and at worst a corrupt file',
    ],
    fix: (_, { mountType }) => [
      'Move the file to a local disk or a block volume, or use PostgreSQL or MariaDB',
      OBJECT_STORE.test(mountType ?? '')
        ? "Keep backups alone in the object store: sqlite3 FILE '.backup COPY', or a program that streams its log there"
        : 'If it has to stay: one process only, and PRAGMA journal_mode=DELETE',
      ...(/^(cifs|smb3)$/.test(mountType ?? '') ? ['On SMB, mount with the option nobrl'] : []),
    ],
    page: `SQLite guards its file with POSIX locks, and its write-ahead log with memory that all processes share. NFS, SMB,
CephFS, FUSE and object-store mounts keep these promises only in part. The signs are "database is locked",
"disk I/O error", and sometimes a corrupt database.

Use local storage, or a database server. Where neither is possible, let one single process use the file, with
journal_mode=DELETE.`,
  }),

  'path/no-answer': entry<PathFacts & { timeoutMs: number; asked: boolean }>({
    severity: 'error',
    transient: false,
    title: 'The storage of a path does not answer',
    message: (path, { errno, timeoutMs }) =>
      errno === null
        ? `The storage of ${path} gave no answer within ${timeoutMs} ms`
        : `The storage of ${path} does not work (${errno})`,
    why: (_, facts) => [
      ...(facts.asked ? [] : ['It was not asked: other paths on the same storage used up the time']),
      ...(facts.mountPoint === null
        ? []
        : [`It lies on ${facts.mountType}, mounted at ${facts.mountPoint} (${facts.mountOptions})`]),
      ...originLine(facts),
      ...(facts.errno === null
        ? ['A process that touches it hangs as well, often so that nothing can end it']
        : []),
    ],
    fix: (_, facts) => {
      const { mountPoint, mountType, path } = facts;
      return (
        noPlace(facts) ?? [
          `See whether it answers: timeout 5 stat -f ${shellPath(mountPoint ?? path)} || echo no answer`,
          ...(/^(nfs|cifs|smb)/.test(mountType ?? '')
            ? ['See whether the file server runs and can be reached from here']
            : []),
          ...(/^fuse/.test(mountType ?? '')
            ? ['See whether the process behind the FUSE mount runs, and start it again']
            : []),
          `Then mount it again: umount -l ${shellPath(mountPoint ?? path)} && mount ${shellPath(mountPoint ?? path)}`,
          'If it is only slow: a longer --timeout',
        ]
      );
    },
    page: `A call to the file system did not come back within the timeout, or came back with an error of the storage
itself. A dead NFS or SMB server, a FUSE process that has ended or hangs, and a volume that was detached look
like this. An application that touches the path hangs in the same way, often unkillably.

Bring the server or the process back, or mount anew. --timeout is the time that dbcheck gives each path.`,
  }),
};

const OBJECT_STORE = /^fuse\.(mountpoint-s3|s3fs|goofys|geesefs|gcsfuse|blobfuse2?|rclone)$/;

const ALWAYS_READ_ONLY = /^(configmap|secret|projected|downward-api)$/;

export type EphemeralReason = 'container-layer' | 'memory' | 'empty-dir';

const EPHEMERAL: Readonly<Record<EphemeralReason, { where: string; why: string }>> = {
  'container-layer': {
    where: "in the container's own layer",
    why: 'No volume is mounted on the way to it, so it is thrown away with the container',
  },
  memory: { where: 'in memory', why: 'A tmpfs or ramfs is empty after every restart' },
  'empty-dir': {
    where: 'in a Kubernetes emptyDir',
    why: 'An emptyDir is deleted with its pod: with every deployment, and when the pod moves to another node',
  },
};

function relativeLine({ written, path }: PathFacts): string[] {
  if (written === null || !/^[\w.]/.test(written)) return [];
  return [`A relative path counts from the working directory, which makes ${path} of it`];
}

function inUnits(bytes: number): string {
  const units = ['bytes', 'KB', 'MB', 'GB', 'TB'];
  const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1);
  return `${Number((bytes / 1000 ** power).toPrecision(3))} ${units[power]}`;
}
