import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const cache = join(import.meta.dirname, '../../node_modules/.cache/dbcheck/containers');

/** What images called "slim" have: a shell, the core tools, and Python. */
const PACKAGES = ['base-files', 'base-passwd', 'bash', 'coreutils', 'dash', 'grep', 'libc-bin', 'python3'];
/** For Node. */
const LIBRARIES = ['libstdc++6'];

/** Users and groups, which a package's script would make, and the name that Python's own images have. */
const FINISH = `set -eu
for each in passwd group; do cp "$1/usr/share/base-passwd/$each.master" "$1/etc/$each"; done
# base-files makes this folder in a script.
mkdir -p "$1/usr/local/bin"
ln -s /usr/bin/python3 "$1/usr/local/bin/python"
rm -rf "$1"/usr/share/info "$1"/var/lib/dpkg/info "$1"/usr/lib/*/gconv "$1"/usr/lib/*/perl* "$1"/usr/lib/python3.11/test`;

const ARGUMENTS = [
  // Unpacked and not configured: a third of the time, and no script of a package runs.
  '--variant=extract',
  `--include=${[...PACKAGES, ...LIBRARIES].join(',')}`,
  '--hook-dir=/usr/share/mmdebstrap/hooks/merged-usr',
  ...['doc', 'man', 'locale', 'lintian'].map((each) => `--dpkgopt=path-exclude=/usr/share/${each}/*`),
  `--extract-hook=${FINISH}`,
  'bookworm',
];

/** The tarball of a small Debian with Python, made once from Debian's packages. */
export async function baseTarball(): Promise<string> {
  const key = createHash('sha256').update(ARGUMENTS.join('\0')).digest('hex').slice(0, 12);
  const file = join(cache, `debian-${key}.tar`);
  if (existsSync(file)) return file;
  await mkdir(cache, { recursive: true });
  const unfinished = join(cache, `unfinished-${process.pid}.tar`);
  try {
    await promisify(execFile)('mmdebstrap', [...ARGUMENTS, unfinished], { maxBuffer: 1 << 24 });
    await rename(unfinished, file);
  } finally {
    await rm(unfinished, { force: true });
  }
  return file;
}
