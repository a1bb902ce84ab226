import { existsSync } from 'node:fs';

const NEEDED = ['podman', 'runc', 'conmon', 'catatonit', 'mmdebstrap'];
const FOLDERS = [...(process.env['PATH'] ?? '').split(':'), '/usr/sbin', '/usr/libexec/podman'];

/** Why this machine can run no containers, in words for the title of a skipped test; null where nothing speaks against it. */
export function whyNot(): string | null {
  if (process.platform !== 'linux') return 'this is not Linux';
  if (process.getuid?.() !== 0) return 'containers are started as root here';
  const missing = NEEDED.filter((name) => !FOLDERS.some((folder) => existsSync(`${folder}/${name}`)));
  if (missing.length === 0) return null;
  return `${missing.join(', ')} not installed: run scripts/install-containers.sh`;
}
