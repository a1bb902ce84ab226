import { execFile, spawn } from 'node:child_process';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Images, containers and all of podman's other state in one folder, so that a machine's own are not touched. */
export interface Store {
  readonly env: Readonly<Record<string, string>>;
  /** Ends what still runs, and removes the folder. */
  close(): Promise<void>;
}

/** Waits until the tests are over, also when they are killed, and leaves nothing of them. */
const GUARD = `
cat >/dev/null
for what in pod container; do podman $what rm --force --all --time 0; done
rm -rf "$1"
`;

const settings = (folder: string) => `
[containers]
default_ulimits = []
[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
events_logger = "none"
lock_type = "file"
tmp_dir = "${folder}/tmp"
[network]
network_backend = "netavark"
network_config_dir = "${folder}/networks"
cni_plugin_dirs = ["${folder}/networks"]
`;

const storage = (folder: string) => `
[storage]
driver = "overlay"
runroot = "${folder}/run"
graphroot = "${folder}/images"
`;

const REGISTRIES = 'unqualified-search-registries = []\n';
const POLICY = { default: [{ type: 'insecureAcceptAnything' }] };

export async function openStore(): Promise<Store> {
  const folder = await mkdtemp(join(tmpdir(), 'dbcheck-containers-'));
  const file = (name: string) => join(folder, name);
  await mkdir(file('networks'));
  await Promise.all([
    writeFile(file('containers.conf'), settings(folder)),
    writeFile(file('storage.conf'), storage(folder)),
    writeFile(file('registries.conf'), REGISTRIES),
    writeFile(file('policy.json'), JSON.stringify(POLICY)),
  ]);
  const env = {
    PATH: `${process.env['PATH']}:/usr/sbin:/sbin`,
    HOME: folder,
    TMPDIR: folder,
    CONTAINERS_CONF: file('containers.conf'),
    CONTAINERS_STORAGE_CONF: file('storage.conf'),
    CONTAINERS_REGISTRIES_CONF: file('registries.conf'),
  };
  const guard = spawn('sh', ['-c', GUARD, 'guard', folder], {
    env,
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const ended = new Promise<void>((resolve) => guard.once('exit', () => resolve()));
  guard.unref();
  return {
    env,
    close: async () => {
      guard.ref();
      guard.stdin.end();
      await ended;
    },
  };
}

/** Runs podman while the tests are being prepared; an error has what podman said. */
export async function prepare(store: Store, ...args: string[]): Promise<string> {
  const { stdout } = await run('podman', args, { env: store.env, maxBuffer: 1 << 24 });
  return stdout;
}
