import { entry } from './entry.js';

/** The NAME_FILE that stands in for a variable. */
export const envFileFindings = {
  'env/file-unreadable': entry<{
    variable: string;
    path: string | null;
    reason: string;
    /** What a relative path is resolved against. */
    folder: string | null;
    /** Names that lie in the folder of secrets. */
    there: readonly string[];
    /** Owner and mode, in words. */
    access: string | null;
  }>({
    severity: 'error',
    transient: false,
    title: 'The file that NAME_FILE points to cannot be read',
    message: (name, { variable, path, reason }) =>
      path === null
        ? `${variable} holds no path of a file, so ${name} has no value`
        : `${path}, which ${variable} points to, ${FILE_PROBLEMS[reason] ?? `cannot be read (${reason})`}`,
    why: (name, { variable, path, folder, there, access }) => [
      `${variable} stands in for ${name}: its value is the path of a file whose content is the value of ${name}`,
      ...(path === null ? ['The value is not shown, for it may be the secret itself'] : []),
      ...(folder ? [`The path is relative, and was looked for from ${folder}`] : []),
      ...(there.length ? [`The folder has: ${there.join(', ')}`] : []),
      ...(access ? [access] : []),
    ],
    fix: (name, { variable, path, reason }) => [
      ...(reason === 'directory'
        ? [
            `Remove the directory and create the file before the container starts: Docker makes a directory for a mount whose source is missing`,
          ]
        : []),
      ...(reason === 'EACCES' && path
        ? [
            `Let this user read it: uid, gid and mode of the secret in Compose, fsGroup and defaultMode in Kubernetes, else chown to this user and chmod 0400 ${path}`,
          ]
        : []),
      ...(path === null
        ? [`Set ${name} itself to the value, and remove ${variable}`]
        : [`Put the value of ${name} into that file, or set ${name} and remove ${variable}`]),
    ],
    page: `NAME_FILE is the way of the official images to hand over a secret as a file: its value is a path, and the
content of the file, without its last line end, is the value of NAME. The file is missing, empty, a
directory, larger than 128 KiB, or this user may not read it.

A directory in its place is Docker's doing: it makes one for a bind mount whose source does not exist.`,
  }),

  'env/file-conflict': entry<{ variable: string }>({
    severity: 'error',
    transient: false,
    title: 'Both NAME and NAME_FILE are set',
    message: (name, { variable }) => `Both ${name} and ${variable} are set; only one of them can count`,
    why: () => ['The official images refuse to start with both, and other programs differ in which one wins'],
    fix: (name, { variable }) => [`Remove ${name} or ${variable}`],
    page: `NAME_FILE stands in for NAME, so both together are two answers to one question. The entry points of the
official images stop with an error; other programs silently prefer one, and not the same one.

To fix it, remove one of the two.`,
  }),
};

const FILE_PROBLEMS: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  EACCES: 'may not be read by this user (EACCES)',
  directory: 'is a directory',
  'not-a-file': 'is no regular file',
  'too-large': 'is larger than 128 KiB',
  empty: 'is empty',
};
