import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Zone } from '../../servers/name-server.mjs';
import { folder } from '../dbcheck.js';

/** What a run sees of the machine: names, addresses and routes of its own. */
export interface Namespace {
  /** Lines of `/etc/hosts`, name to addresses. */
  readonly hosts?: Readonly<Record<string, readonly string[]>>;
  /** What a name server answers; without it there is none. Needs a network of its own. */
  readonly names?: Zone;
  /** Makes a network of its own, with `lo`; each is a command of iproute2. */
  readonly network?: readonly string[];
  /** TCP ports in that network that lead to Unix sockets outside of it. */
  readonly relays?: readonly { readonly host: string; readonly port: number; readonly to: string }[];
  /** `/etc/hosts` and `/etc/resolv.conf` are mounted one by one, from a folder named as that of a container engine. */
  readonly container?: true;
}

const isRoot = process.getuid?.() === 0;
const makes = (...args: string[]) => isRoot && spawnSync('unshare', args).status === 0;

/** Why a namespace can't be had here; null where it can. */
export function noNamespace(): string | null {
  if (!isRoot) return 'needs root, for namespaces';
  if (!makes('--net', '--mount', '--pid', '--fork', 'true')) return 'this machine allows no namespaces';
  if (!makes('--net', 'ip', 'link', 'add', 'name', 'there', 'type', 'veth'))
    return 'needs ip of iproute2, and veth';
  return null;
}

/** Addresses behind this interface get no answer: its other end takes the packets, and nobody is there. */
export const SILENT_NETWORK = [
  'link add name there type veth peer name nobody',
  'link set there up',
  'link set nobody up',
  'addr add 192.0.2.1/24 dev there',
  'neigh add 192.0.2.7 lladdr 02:00:00:00:00:07 dev there',
  'addr add 2001:db8::1/64 dev there nodad',
  'neigh add 2001:db8::7 lladdr 02:00:00:00:00:07 dev there',
] as const;

/** A machine that is there and runs no database. */
export const QUIET_MACHINE = { address: '10.77.0.9', network: ['addr add 10.77.0.9/24 dev lo'] } as const;

const ETC = ['passwd', 'group', 'ld.so.cache', 'host.conf', 'ssl', 'protocols', 'services'];
const RELAY = `const net = require('node:net'); const [host, port, to] = process.argv.slice(1);
net.createServer((near) => { const far = net.connect(to); near.pipe(far).pipe(near);
  for (const each of [near, far]) each.on('error', () => { near.destroy(); far.destroy(); });
}).listen(Number(port), host, () => require('node:fs').writeFileSync(process.env.READY, ''))`;

/** The words before a command that runs it in such a world; what it starts ends with the command. */
export function commandIn({ hosts = {}, names, network, relays = [], container }: Namespace): string[] {
  const room = folder();
  const etc = join(room, container ? 'docker' : 'etc');
  const real = join(room, 'real-etc');
  for (const each of [etc, real]) mkdirSync(each);
  const lines = Object.entries({ localhost: ['127.0.0.1', '::1'], ...hosts }).flatMap(([name, addresses]) =>
    addresses.map((address) => `${address} ${name}\n`),
  );
  writeFileSync(join(etc, 'hosts'), lines.join(''));
  writeFileSync(join(etc, 'resolv.conf'), 'nameserver 127.0.0.53\noptions timeout:1 attempts:1\n');
  writeFileSync(join(etc, 'nsswitch.conf'), 'hosts: files dns\n');
  for (const name of ETC) {
    const from = join('/etc', name);
    if (existsSync(from)) symlinkSync(join(real, name), join(etc, name));
  }
  const mounts = container
    ? ['hosts', 'resolv.conf'].map((name) => `mount --bind "${etc}/${name}" /etc/${name}`)
    : [`mount --bind /etc "${real}"`, `mount --bind "${etc}" /etc`];
  const background: string[] = [];
  const start = (words: readonly string[]) => {
    const ready = join(room, `ready-${background.length}`);
    const quoted = words.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
    background.push(
      `READY=${ready} '${process.execPath}' ${quoted} </dev/null >/dev/null 2>&1 & while [ ! -e ${ready} ]; do kill -0 $!; sleep 0.02; done`,
    );
  };
  if (names) start([join(import.meta.dirname, '../../servers/name-server.mts'), JSON.stringify(names)]);
  for (const { host, port, to } of relays) start(['-e', RELAY, host, String(port), to]);
  const script = [
    'set -e',
    ...mounts,
    ...(network ? ['ip link set lo up', ...network.map((each) => `ip ${each}`)] : []),
    ...background,
    '"$@"',
  ].join('\n');
  const kinds = ['--mount', '--pid', '--fork', '--kill-child', '--mount-proc', ...(network ? ['--net'] : [])];
  return ['unshare', ...kinds, 'sh', '-c', script, 'sh'];
}
