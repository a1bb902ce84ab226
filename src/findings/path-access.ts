import { entry } from './entry.js';
import {
  folderOf,
  modeAllows,
  mountLine,
  noPlace,
  originLine,
  ownerLine,
  ownershipFixes,
  type PathFacts,
  type Step,
  stepLine,
  whoAmI,
} from './path-facts.js';
import { shellPath } from './shell.js';

/** Whether a path is there, and takes what this user writes. */
export const pathAccessFindings = {
  'path/missing': entry<
    PathFacts & { missing: string; parent: string; create: boolean; reason: MissingReason }
  >({
    severity: 'error',
    transient: false,
    title: 'A path does not exist',
    message: (path, { missing, create, reason }) => {
      if (reason === 'empty') return `${path} comes to nothing: the path is empty`;
      if (create) return `${missing} does not exist; ${path} cannot be made`;
      return missing === path
        ? `${path} does not exist`
        : `${missing} does not exist, so neither does ${path}`;
    },
    why: (_, facts) => [
      ...(facts.create && facts.errno ? [`Making it gave ${facts.errno}`] : []),
      ...originLine(facts),
      ...(facts.reason === 'home'
        ? ['Nothing but a shell turns ~ into a home folder; here it is a name like any other']
        : []),
      ...(facts.reason === 'empty'
        ? []
        : [`${facts.parent} is there`, ...ownerLine(facts), ...mountLine(facts)]),
    ],
    fix: (_, facts) => {
      const { path, kind, create, reason, uid, gid } = facts;
      if (reason === 'empty')
        return ['Give it a value, or a default in the configuration: ${NAME:-/data/app}'];
      const refused = noPlace(facts);
      if (refused) return refused;
      const folder = kind === 'file' ? folderOf(path) : path;
      return [
        ...(reason === 'home' ? ['Write the path out from the top: /home/NAME/…'] : []),
        modeAllows(facts) || uid === null
          ? `mkdir -p ${shellPath(folder)}`
          : `As root: install -d -o ${uid} -g ${gid} ${shellPath(folder)}`,
        ...(create ? [] : ['Or let dbcheck make it: create: true below this path in the configuration']),
        'If it is a volume: mount it, and look whether it is mounted at exactly this path',
      ];
    },
    page: `A path that the application keeps its data in is not there. SQLite, vector stores and upload folders do not
make their folder; they fail on first use, often long after the start, with "unable to open database file".

Usual causes: the volume is not mounted, or at another path; the folder was made on a developer's machine
only; a relative path, which counts from the working directory; a variable with an old value.

Make the folder in the image or on the volume, or set create: true for the path: dbcheck then makes it, with
its parents, and says so.`,
  }),

  'path/not-a-directory': entry<PathFacts & { found: string }>({
    severity: 'error',
    transient: false,
    title: 'A path that should be a folder is something else',
    message: (path, { at, found }) =>
      at === path
        ? `${path} is ${found}, not a folder`
        : `${path} cannot exist: ${at} is ${found}, not a folder`,
    why: (_, facts) => [...ownerLine(facts), ...originLine(facts), ...mountLine(facts)],
    fix: (_, facts) => {
      const { at, path, kind, found } = facts;
      const refused = noPlace(facts);
      if (refused) return refused;
      const folder = shellPath(kind === 'file' ? folderOf(path) : path);
      return [
        `Look at what it is: ls -ld ${shellPath(at)}`,
        ...(at === path
          ? ['If the application wants a file here: kind: file below this path in the configuration']
          : []),
        found === 'a file'
          ? `If nothing needs it there, move it away and make the folder: mv -n ${shellPath(at)} ${shellPath(`${at}.old`)} && mkdir -p ${folder}`
          : `Name another path in the configuration: ${at} is ${found}, which a program uses`,
      ];
    },
    page: `A folder is expected, and a file, a device or a socket lies there, or on the way to it. Docker makes an empty
folder or a file of its own when the source of a bind mount is missing, and a copy without a trailing slash
makes a file with the folder's name.

Move what lies there away and make the folder, or change the path. Where the application wants a single file,
say kind: file.`,
  }),

  'path/not-a-file': entry<PathFacts & { found: string }>({
    severity: 'error',
    transient: false,
    title: 'A path that should be a file is something else',
    message: (path, { found }) => `${path} is ${found}, not a file`,
    why: (path, facts) => [
      ...ownerLine(facts),
      ...originLine(facts),
      ...(facts.found === 'a folder' && facts.mountPoint === path
        ? ['It is a mount: Docker makes a folder where the source of a bind mount does not exist']
        : []),
    ],
    fix: (_, facts) =>
      noPlace(facts) ?? [
        ...(facts.found === 'a folder'
          ? [`If it is empty: rmdir ${shellPath(facts.path)}`]
          : [`ls -l ${shellPath(facts.path)}`]),
        'For a bind mount: make the file on the host first, then start the container again',
        'If the application wants a folder here: kind: directory below this path in the configuration',
      ],
    page: `A file is expected, and a folder, a device or a socket lies there. The usual cause is a bind mount of a file
that did not exist on the host: Docker then makes a folder with that name, on the host and in the container.

Remove the folder on both sides, make the file, and start again; or mount the folder that holds the file.`,
  }),

  'path/not-writable': entry<PathFacts & { step: Step; reason: WritableReason }>({
    severity: 'error',
    transient: false,
    title: 'A path does not take what is written to it',
    message: (path, facts) => {
      const who = facts.uid === null ? 'this user' : `uid ${facts.uid}`;
      switch (facts.reason) {
        case 'no-way':
          return `${path} cannot be reached: ${who} may not go through ${facts.at}`;
        case 'not-made':
          return `${path} cannot be made: ${who} may not write in ${facts.at}`;
        case 'folder':
          return `${path} is an SQLite database whose folder takes no file from ${who}`;
        case 'file':
          return `${path} cannot be written by ${who}`;
        default:
          return facts.at === path
            ? `${path} takes no file from ${who}`
            : `${path} cannot be made: its folder takes no file from ${who}`;
      }
    },
    why: (_, facts) => [
      stepLine(facts),
      ...ownerLine(facts),
      ...beyondMode(facts),
      ...(facts.reason === 'folder'
        ? [
            'SQLite puts its journal (-journal, -wal, -shm) beside the database, so that the folder has to be writable too',
          ]
        : []),
      ...mountLine(facts),
      ...originLine(facts),
    ],
    fix: (_, facts) => {
      const { at, errno, uid, mountType, reason } = facts;
      const refused = noPlace(facts);
      if (refused) return refused;
      if (errno === 'EPERM' && modeAllows(facts)) {
        return [
          `Look for the attribute i or a: lsattr -d ${shellPath(at)}; then: chattr -i -a ${shellPath(at)}`,
        ];
      }
      if (uid === 0 && /^nfs/.test(mountType ?? '')) {
        return [
          'Run as the user that owns the folder on the NFS server, or export it there with no_root_squash',
          `See who that is: stat -c '%u:%g %a' ${shellPath(at)}`,
        ];
      }
      if (modeAllows(facts) && errno === 'EACCES' && reason !== 'no-way') {
        return [
          `Look for an access control list and a security label: getfacl ${shellPath(at)}; ls -Zd ${shellPath(at)}`,
          'With Podman or Docker on SELinux, mount with :z or :Z: -v data:/data:Z',
        ];
      }
      if (facts.ownerUid === uid) return [`chmod u+rwx ${shellPath(at)}`];
      if (reason === 'no-way') return [`chmod o+x ${shellPath(at)}`, ...ownershipFixes(facts)];
      return ownershipFixes(facts);
    },
    page: `dbcheck wrote to the path as the user that the application will run as, and the system refused. access(2) and
ls -l are not asked, because they lie: for root, on network storage, with access control lists and security
modules.

Usual causes: the image was built as root and runs as another user; a volume or a bind mount belongs to root
or to a user of the host; a restored backup; root that an NFS server turns into nobody; SELinux without :z.

Give the folder to the user: chown in the Dockerfile before USER for a folder of the image, chown on the host
for a bind mount, fsGroup for a Kubernetes volume. A Hugging Face Space runs as uid 1000.`,
  }),

  'path/dangling-symlink': entry<PathFacts & { link: string; target: string }>({
    severity: 'error',
    transient: false,
    title: 'A path leads through a symbolic link to nothing',
    message: (path, { link, target, errno }) => {
      const leads =
        errno === 'ELOOP'
          ? `a symbolic link that leads in a circle (to ${target})`
          : `a symbolic link to ${target}, which does not exist`;
      return link === path ? `${path} is ${leads}` : `${path} leads through ${link}, ${leads}`;
    },
    why: (_, facts) => [`Following it gave ${facts.errno}`, ...originLine(facts)],
    fix: (_, facts) => {
      const { link, target, errno } = facts;
      return (
        noPlace(facts) ??
        (errno === 'ELOOP'
          ? [
              `See where it leads: namei -l ${shellPath(link)}`,
              `Replace it: rm ${shellPath(link)}, then make the folder or the right link`,
            ]
          : [
              `Mount or make what it points to: ${target}`,
              `Or replace the link by a folder: rm ${shellPath(link)} && mkdir -p ${shellPath(link)}`,
            ])
      );
    },
    page: `The path is a symbolic link, or leads through one, and what it points to is not there: ls shows the link, and
opening it says that the file does not exist. In containers the usual cause is that the target lies on the
host, or on a volume that is not mounted.

Mount the target at the place that the link names, or put a folder in the link's place. dbcheck makes no
folder through such a link.`,
  }),
};

type MissingReason = 'missing' | 'empty' | 'home';
type WritableReason = 'no-way' | 'not-made' | 'folder' | 'file' | 'no-file' | 'stays';

/** For a refusal that owner and mode do not explain. */
function beyondMode(facts: PathFacts): string[] {
  if (!modeAllows(facts)) return [];
  if (facts.uid === 0 && /^nfs/.test(facts.mountType ?? '')) {
    return ['An NFS server turns root into nobody (root_squash)'];
  }
  if (facts.errno === 'EPERM')
    return ['Owner and mode would allow it; the attribute "immutable" or "append only" gives EPERM'];
  if (facts.errno === 'EACCES') {
    return [
      `Owner and mode would let ${whoAmI(facts)} write: an access control list or a security module refuses`,
    ];
  }
  return [];
}
