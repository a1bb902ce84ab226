import { shellPath } from './shell.js';

/** What every finding of `path/` knows of the place and of who looks at it. */
export type PathFacts = {
  /** Absolute, or the expression where the value is a secret. */
  path: string;
  /** What the configuration says, where that is not the path itself. */
  written: string | null;
  /** `CHROMA_DIR (environment)`. */
  variables: readonly string[];
  kind: 'directory' | 'file';
  /** The folder or file that owner and mode are about: the path itself, or the nearest one that is there. */
  at: string;
  ownerUid: number | null;
  ownerGid: number | null;
  owner: string | null;
  /** Octal, with the leading zero. */
  mode: string | null;
  uid: number | null;
  gid: number | null;
  groups: readonly number[];
  /** Whether this user may write here whatever owner and mode say, as root with all its capabilities. */
  overrides: boolean;
  user: string | null;
  mountPoint: string | null;
  mountType: string | null;
  mountOptions: string | null;
  /** `configmap`, `empty-dir`, `secret`: the kind of a volume that Kubernetes mounts here. */
  kubernetesVolume: string | null;
  /** Other mounts that keep what is written. */
  volumes: readonly string[];
  platform: 'huggingface' | 'kubernetes' | 'container' | null;
  errno: string | null;
};

export function whoAmI({ uid, gid, user }: PathFacts): string {
  return uid === null ? 'this user' : `uid ${uid}${user ? ` (${user})` : ''}, gid ${gid}`;
}

export function ownerLine(facts: PathFacts): string[] {
  const { at, ownerUid, ownerGid, owner, mode, groups } = facts;
  if (ownerUid === null) return [];
  const name = owner ? ` (${owner})` : '';
  const also = groups.length ? `, groups ${groups.join(', ')}` : '';
  return [
    `${at} belongs to ${ownerUid}:${ownerGid}${name}, mode ${mode}; dbcheck runs as ${whoAmI(facts)}${also}`,
  ];
}

export function mountLine({ at, mountPoint, mountType, mountOptions }: PathFacts): string[] {
  return mountPoint === null
    ? []
    : [`${at} lies on ${mountType}, mounted at ${mountPoint} (${mountOptions})`];
}

export function originLine({ path, written, variables }: PathFacts): string[] {
  if (variables.length) return [`The path comes from ${variables.join(', ')}`];
  return written === null || written === path ? [] : [`The configuration says ${written}`];
}

/** Bits of a mode: to go through a folder; to write in it; to read and write a file. */
export type Right = 1 | 3 | 6;

/** Whether owner and mode alone would let this user do so at `at`; null where that is not known. */
export function modeAllows(facts: PathFacts, right: Right = 3): boolean | null {
  const { uid, gid, groups, ownerUid, ownerGid, mode, overrides } = facts;
  if (uid === null || ownerUid === null || ownerGid === null || mode === null) return null;
  if (overrides) return true;
  const shift = uid === ownerUid ? 6 : gid === ownerGid || groups.includes(ownerGid) ? 3 : 0;
  return ((Number.parseInt(mode, 8) >> shift) & right) === right;
}

/** What the kernel makes anew with each start: nothing is to be made, moved or given away there. */
export function noPlace({ path }: PathFacts): string[] | null {
  const [, top] = /^\/(dev|proc|sys)(\/|$)/.exec(path) ?? [];
  return top
    ? [
        `/${top} belongs to the kernel and is no place to keep data: name a folder of the application's own, such as /data/app`,
      ]
    : null;
}

/** Gives the place to this user, where dbcheck runs and where the image is built. */
export function ownershipFixes(facts: PathFacts): string[] {
  const { path, at, kind, uid, gid, platform, mountPoint } = facts;
  const folder = kind === 'file' ? folderOf(path) : path;
  const make = (u: number | string, g: number | string) => `install -d -o ${u} -g ${g} ${shellPath(folder)}`;
  const inImage = (command: string) => `In the Dockerfile, before USER: RUN ${command}`;
  const [u, g] = [uid ?? 'UID', gid ?? 'GID'];
  if (platform === 'huggingface') {
    return [
      ...(/^\/data(\/|$)/.test(path) ? [] : [`${inImage(make(1000, 1000))} (a Space runs as uid 1000)`]),
      'What has to outlive a restart goes below /data, with persistent storage switched on in the Settings of the Space',
    ];
  }
  if (platform === 'kubernetes') {
    return [
      `For a volume, in the pod's spec: securityContext: { fsGroup: ${g} }`,
      `For a folder of the image: ${inImage(make(u, g))}`,
    ];
  }
  const recursive = at === path && kind === 'directory' && /^\/[^/]+\//.test(path) ? '-R ' : '';
  const here =
    folder.startsWith(`${at}/`) || at === '/' ? make(u, g) : `chown ${recursive}${u}:${g} ${shellPath(at)}`;
  return [
    SYSTEM_FOLDER.test(at) && here.startsWith('chown')
      ? `Use a folder of the application's own in place of ${at}`
      : `As root: ${here}`,
    `For a folder of the image: ${inImage(make(u, g))}`,
    `For a bind mount, on the host: chown -R ${u}:${g} FOLDER-OF-THE-HOST${asOwner(facts)}`,
    ...(platform === null || mountPoint === null || mountPoint === '/'
      ? []
      : [
          `For a volume of Compose: docker compose run --rm --no-deps --user 0 --entrypoint chown SERVICE -R ${u}:${g} ${shellPath(folder)}`,
          `For a volume of Docker: docker run --rm --user 0 --entrypoint chown -v VOLUME:${shellPath(mountPoint)} IMAGE -R ${u}:${g} ${shellPath(folder)}`,
        ]),
  ];
}

const SYSTEM_FOLDER =
  /^\/((bin|boot|dev|etc|home|lib|opt|proc|root|run|sbin|srv|sys|tmp|usr|var)(\/(lib|tmp|run))?)?$/;

function asOwner({ ownerUid, ownerGid }: PathFacts): string {
  return ownerUid === null || ownerUid === 0
    ? ''
    : `; or run as its owner: --user ${ownerUid}:${ownerGid}, in Compose user: "${ownerUid}:${ownerGid}"`;
}

/** Of an absolute path. */
export function folderOf(path: string): string {
  const at = path.lastIndexOf('/');
  return at <= 0 ? '/' : path.slice(0, at);
}

/** Where what is written is kept, in the words of each platform. */
export function volumeFixes({ path, kind, platform, volumes }: PathFacts): string[] {
  const folder = kind === 'file' ? folderOf(path) : path;
  const there = volumes.length
    ? [`Or use a folder on what is mounted already: ${volumes.slice(0, 5).join(', ')}`]
    : [];
  if (platform === 'huggingface') {
    return [
      'Switch on persistent storage in the Settings of the Space, and point the path below /data',
      ...there,
    ];
  }
  if (platform === 'kubernetes') {
    return [
      `Mount a volume that is backed by a persistentVolumeClaim: volumeMounts: [{ name: data, mountPath: ${folder} }]`,
      ...there,
    ];
  }
  return [
    `docker run -v app-data:${shellPath(folder)} …, or in Compose: volumes: ["app-data:${folder}"]`,
    ...there,
  ];
}

export type Step = 'create' | 'remove' | 'write' | 'sync' | 'read' | 'open' | 'mkdir' | 'stat';

/** What the system refused, with its error's name. */
export function stepLine({ step, errno }: PathFacts & { step: Step }): string {
  return `${STEPS[step]} gave ${errno}`;
}

const STEPS: Readonly<Record<Step, string>> = {
  create: 'Creating a file there',
  remove: 'Removing the name of a file there',
  write: 'Writing 4 KiB there',
  sync: 'Syncing 4 KiB to the storage',
  read: 'Reading back what was written',
  open: 'Opening it for reading and writing',
  mkdir: 'Making the folder',
  stat: 'Looking at it',
};
