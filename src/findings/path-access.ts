import { entry } from './entry.js';
import {
  folderOf,
  modeAllows,
  mountLine,
  noPlace,
  originLine,
  ownerLine,
  type PathFacts,
  volumeFixes,
} from './path-facts.js';
import { shellPath } from './shell.js';

/** Whether a path is there, and is what it should be. */
export const pathAccessFindings = {
  'path/missing': entry<
    PathFacts & { missing: string; parent: string; create: boolean; reason: MissingReason }
  >({
    severity: 'error',
    transient: false,
    title: 'A path does not exist',
    message: (path, { missing, create, reason }) => {
      if (reason === 'empty') return `${path} comes to nothing: the path is empty`;
      if (reason === 'too-long') return `${path} cannot exist: the path, or a name in it, is too long`;
      if (create) return `${missing} does not exist; ${path} cannot be made`;
      return missing === path
        ? `${path} does not exist`
        : `${missing} does not exist, so neither does ${path}`;
    },
    why: (_, facts) => [
      ...(facts.errno === null ? [] : [`${facts.create ? 'Making' : 'Looking at'} it gave ${facts.errno}`]),
      ...originLine(facts),
      ...(facts.reason === 'home'
        ? ['Nothing but a shell turns ~ into a home folder; here it is a name like any other']
        : []),
      ...(facts.reason === 'variable'
        ? ['A $ without braces is a sign like any other here; only ${NAME} stands for a variable']
        : []),
      ...(facts.reason === 'too-long'
        ? ['Linux takes 255 bytes for a name and 4095 for a path, some file systems less']
        : []),
      ...(facts.reason === 'empty' || facts.reason === 'too-long'
        ? []
        : [`${facts.parent} is there`, ...ownerLine(facts), ...mountLine(facts)]),
    ],
    fix: (_, facts) => {
      const { path, kind, create, reason, uid, gid, missing, platform } = facts;
      if (reason === 'empty')
        return ['Give it a value, or a default in the configuration: ${NAME:-/data/app}'];
      const refused = noPlace(facts);
      if (refused) return refused;
      if (reason === 'too-long') return ['Use shorter names'];
      if (reason === 'home') return ['Write the path out from the top: /home/NAME/…, or ${HOME}/…'];
      if (reason === 'variable')
        return ['Write ${NAME} with braces in the configuration, or the path itself in the variable'];
      if (platform === 'huggingface' && /^\/data(\/|$)/.test(path) && missing === '/data')
        return volumeFixes(facts);
      const folder = kind === 'file' ? folderOf(path) : path;
      return [
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

type MissingReason = 'missing' | 'empty' | 'home' | 'variable' | 'too-long';
