import { inject } from 'vitest';
import { closing, resetting, silent } from '../../servers/fakes.js';
import { type Namespace, QUIET_MACHINE, SILENT_NETWORK } from './namespace.js';
import type { LeftOut, Situation, World } from './situation.js';
import { at, fake } from './worlds.js';

const URL = (place: string) => `postgres://app:Lantern.7-otter-Wharf@${place}/app`;
const compose = { 'compose.yaml': 'services:\n  app:\n    build: .\n  db:\n    image: postgres:17\n' };
const quick = ['--timeout', '2s'];

const inNetwork = (place: string, within: Namespace, more: Partial<World> = {}): World =>
  at(URL(place), { within: { network: [], ...within }, ...more });

/** A name whose machine is there and does not listen on that port. */
const quiet = (name: string): Namespace => ({
  hosts: { [name]: [QUIET_MACHINE.address] },
  network: QUIET_MACHINE.network,
});

export const network: readonly Situation[] = [
  {
    id: 'net-localhost-in-container',
    world: () =>
      inNetwork(
        'localhost:5432',
        { container: true, hosts: { localhost: ['127.0.0.1'] } },
        { files: compose },
      ),
    code: 'connect/localhost-in-container',
    says: /localhost is the container itself.*compose\.yaml.*localhost → db\b.*host\.docker\.internal/s,
  },
  {
    id: 'net-localhost-aggregate',
    world: () => inNetwork('localhost:5432', { container: true }),
    code: 'connect/localhost-in-container',
    says: /(127\.0\.0\.1:5432: refused.*::1\]:5432: refused|::1\]:5432: refused.*127\.0\.0\.1:5432: refused)/s,
  },
  {
    id: 'net-wrong-service-name',
    world: () => inNetwork('postgres:5432', { names: {} }, { files: compose }),
    code: 'connect/service-not-found',
    transient: true,
    says: /compose\.yaml.*\bdb\b/s,
  },
  {
    id: 'net-dns-transient',
    world: () => inNetwork('db.example.com', { names: { 'db.example.com': 'SERVFAIL' } }),
    code: 'connect/dns-unavailable',
    transient: true,
    says: /EAI_AGAIN/,
  },
  {
    id: 'net-dns-transient',
    variant: 'a name server that says nothing',
    world: () => inNetwork('db.example.com', { names: { 'db.example.com': 'silent' } }, { args: quick }),
    code: 'connect/dns-unavailable',
    transient: true,
    says: /resolv\.conf|name server|DNS server/,
  },
  {
    id: 'net-nodata',
    world: () => inNetwork('db.example.com', { names: { 'db.example.com': {} } }),
    code: 'connect/dns-not-found',
    says: /exists.*no address|no A (or|and) AAAA/is,
  },
  {
    id: 'net-db-not-listening-yet',
    world: () => inNetwork('db:5432', quiet('db')),
    code: 'connect/refused',
    transient: true,
    says: /--wait/s,
  },
  {
    id: 'net-published-port-inside',
    world: () => inNetwork('db:15432', quiet('db')),
    code: 'connect/refused',
    transient: true,
    says: /5432.*not a published one like 15432/s,
  },
  {
    id: 'net-k8s-no-endpoints',
    world: () =>
      inNetwork(
        'postgres.shop.svc:5432',
        { hosts: { 'postgres.shop.svc': ['10.105.4.10'] }, network: ['route add unreachable 10.105.4.10'] },
        { env: { KUBERNETES_SERVICE_HOST: '10.96.0.1' } },
      ),
    code: 'connect/unreachable',
    transient: true,
    says: /EHOSTUNREACH.*kubectl get svc,endpoints/s,
  },
  {
    id: 'net-security-group',
    world: () => inNetwork('192.0.2.7:5432', { network: SILENT_NETWORK }, { args: quick }),
    code: 'connect/timeout',
    transient: true,
    says: /packets are dropped.*security group.*nc -vz 192\.0\.2\.7 5432/s,
  },
  {
    id: 'net-firewall-reject',
    world: () => inNetwork('203.0.113.5:5432', { network: ['route add prohibit 203.0.113.5'] }),
    code: 'connect/unreachable',
    says: /a rule forbids.*EACCES.*firewall/s,
  },
  {
    id: 'net-no-route',
    world: () => inNetwork('203.0.113.5:5432', {}),
    code: 'connect/unreachable',
    says: /no route to 203\.0\.113\.5.*ENETUNREACH.*(peering|VPN)/s,
  },
  {
    id: 'net-railway-internal-local',
    world: () => inNetwork('postgres.railway.internal:5432', { names: {} }),
    code: 'connect/dns-not-found',
    says: /DATABASE_PUBLIC_URL/,
  },
  {
    id: 'net-etc-hosts-override',
    world: () => inNetwork('db.example.com:5432', quiet('db.example.com')),
    code: 'connect/refused',
    transient: true,
    says: /\/etc\/hosts/,
  },
  {
    id: 'net-happy-eyeballs',
    world: () => {
      const { socket, port, user, password } = inject('postgres');
      const relays = [{ host: QUIET_MACHINE.address, port: 5432, to: `${socket}/.s.PGSQL.${port}` }];
      const hosts = { db: ['2001:db8::7', QUIET_MACHINE.address] };
      return at(`postgres://${user}:${password}@db:5432/app`, {
        within: { hosts, relays, network: [...SILENT_NETWORK, ...QUIET_MACHINE.network] },
      });
    },
    code: null,
    says: /^$/,
  },
  {
    id: 'net-closed-at-once',
    world: async () => at(URL(`127.0.0.1:${await fake(closing)}`)),
    code: 'connect/closed',
    transient: true,
    says: /proxy without a backend, and an allow-list/,
  },
  {
    id: 'net-closed-at-once',
    variant: 'MySQL, with a reset',
    world: async () => at(`mysql://app:x@127.0.0.1:${await fake(resetting)}/app`),
    code: 'connect/closed',
    transient: true,
    says: /allow-list/,
  },
  {
    id: 'net-neon-cold-start',
    world: async () => {
      const host = 'ep-cool-darkness-123456.eu-central-1.aws.neon.tech';
      const url = `postgres://app:x@${host}:${await fake(silent)}/app`;
      return at(url, { within: { hosts: { [host]: ['127.0.0.1'] } }, args: quick });
    },
    code: 'connect/no-answer',
    transient: true,
    says: /(asleep|suspended|sleep|wakes).*--timeout|--timeout.*(asleep|suspended|sleep|wakes)/s,
  },
  {
    id: 'net-ipv6-brackets',
    world: () => ({ env: { DB_CONNECTION: 'pgsql', DB_HOST: '[::1]', DB_USER: 'app', DB_NAME: 'app' } }),
    code: 'url/bad-host',
    says: /brackets.*alone in DB_HOST: ::1/s,
  },
  {
    id: 'net-hf-outbound-ports',
    world: () =>
      inNetwork('192.0.2.7:5432', { network: SILENT_NETWORK }, { args: quick, env: { SPACE_ID: 'me/app' } }),
    code: 'connect/timeout',
    transient: true,
    says: /A Space may connect to the ports 80, 443 and 8080 alone/,
  },
];

export const networkLeftOut: LeftOut = {
  'net-supavisor-ipv6-internal':
    'a look-up of the client alone (inet6 of Ecto and Supavisor): dbcheck itself reaches such a host',
};
