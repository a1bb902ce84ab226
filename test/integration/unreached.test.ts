import { describe, expect, test } from 'vitest';
import { isTransient } from '../../src/findings/render.js';
import { canMakeNamespaces, namespaces, type There } from '../probe/namespace.js';

/** A network of its own, which leads nowhere. */
const OWN = [
  'link add eth0 type veth peer name eth1',
  'address add 10.0.0.5/24 dev eth0',
  'link set eth0 up',
  'link set eth1 up',
];
/** An address that answers with a refusal and is none of this machine's own, as far as it lists them. */
const PEER = [...OWN, 'route add local 10.0.0.9 dev lo'];
const POD = { KUBERNETES_SERVICE_HOST: '10.96.0.1' };
const CONTAINER = { container: 'oci' };
const COMPOSE = { 'compose.yaml': 'services: {db: {image: postgres, ports: ["15432:5432"]}}' };
const DUAL = '127.0.0.1 localhost\n::1 localhost\n';

/** A machine, the code, whether waiting can cure it, and what the words must hold. */
const CASES: readonly [title: string, There, code: string, transient: boolean, ...string[]][] = [
  [
    'both addresses of localhost',
    { host: 'localhost', hosts: DUAL },
    'refused',
    true,
    '127.0.0.1:5432: refused',
    '[::1]:5432: refused',
  ],
  [
    'localhost in a container',
    { host: 'localhost', hosts: DUAL, env: CONTAINER, files: COMPOSE },
    'localhost-in-container',
    false,
    'localhost → db',
  ],
  ['localhost in a pod', { host: 'localhost', env: POD }, 'localhost-in-container', true],
  [
    'localhost, where another port is open',
    { host: 'localhost', listening: [{ host: '127.0.0.1', port: 5433 }] },
    'refused',
    true,
    'listens on 127.0.0.1:5433',
    'localhost:5432 → 127.0.0.1:5433',
  ],
  [
    'the own address, where only the loopback listens',
    { host: '10.0.0.5', ip: OWN, listening: [{ host: '127.0.0.1', port: 5432 }] },
    'refused',
    true,
    'port 5432 is open on 127.0.0.1:5432 alone',
    'listen_addresses',
  ],
  [
    'the loopback, where only the own address listens',
    { host: '127.0.0.1', ip: OWN, listening: [{ host: '10.0.0.5', port: 5432 }] },
    'refused',
    true,
    'Or connect to 10.0.0.5:5432',
  ],
  [
    'an IPv6 address, where IPv4 listens',
    { host: '::1', listening: [{ host: '127.0.0.1', port: 5432 }] },
    'refused',
    true,
    'open on 127.0.0.1:5432 alone',
  ],
  [
    'a name of /etc/hosts',
    { host: 'db', hosts: '127.0.0.1 localhost\n\n127.0.0.1 cache db # old\n' },
    'refused',
    true,
    '/etc/hosts line 3 gives the address: 127.0.0.1 db',
    'remove line 3 of /etc/hosts',
  ],
  [
    'the loopback, where Compose publishes another port',
    { host: '127.0.0.1', files: COMPOSE },
    'refused',
    true,
    'compose.yaml publishes db at localhost:15432',
  ],
  [
    'the loopback, where Compose publishes none',
    { host: '127.0.0.1', files: { 'compose.yaml': 'services: {db: {image: postgres}}' } },
    'refused',
    true,
    'publishes no port of db',
  ],
  [
    'localhost, in GitHub Actions',
    { host: 'localhost', env: { GITHUB_ACTIONS: 'true' } },
    'refused',
    true,
    'ports: ["5432:5432"]',
  ],
  [
    'a network without a way',
    { host: '203.0.113.5', ip: OWN },
    'unreachable',
    false,
    'ENETUNREACH',
    'no route to 203.0.113.5',
  ],
  [
    'any network, where there is none',
    { host: '203.0.113.5' },
    'unreachable',
    false,
    'no network but the loopback',
    'docker network connect',
  ],
  [
    'a rule that rejects',
    { host: '203.0.113.5', ip: [...OWN, 'route add unreachable 203.0.113.0/24'] },
    'unreachable',
    false,
    'EHOSTUNREACH',
    'firewall',
  ],
  [
    'a Service without pods',
    { host: '203.0.113.5', ip: [...OWN, 'route add unreachable 203.0.113.0/24'], env: POD },
    'unreachable',
    true,
    'without ready pods',
    'kubectl get svc,endpoints',
  ],
  [
    'a rule that forbids',
    { host: '203.0.113.5', ip: [...OWN, 'route add prohibit 203.0.113.0/24'] },
    'unreachable',
    false,
    'EACCES',
    'Allow outgoing connections to port 5432',
  ],
  [
    'a host that is off',
    {
      host: '10.0.0.9',
      ip: OWN,
      timeoutMs: 6000,
    },
    'unreachable',
    false,
    'nobody there has it',
  ],
  [
    'IPv6 alone',
    { host: 'db.shop.com', ip: OWN, zone: { 'db.shop.com': { aaaa: '2001:db8::1' } } },
    'unreachable',
    false,
    'has IPv6 addresses only',
    'enable_ipv6',
  ],
  [
    'IPv6 alone, at Supabase',
    {
      host: 'db.abcdefghijklmnopqrst.supabase.co',
      ip: OWN,
      zone: { 'db.abcdefghijklmnopqrst.supabase.co': { aaaa: '2a05:d01::1' } },
    },
    'unreachable',
    false,
    'Session pooler',
    'user postgres.abcdefghijklmnopqrst',
  ],
  [
    'no way over IPv6, refused over IPv4',
    { host: 'db.shop.com', ip: OWN, zone: { 'db.shop.com': { aaaa: '2001:db8::1', a: '10.0.0.5' } } },
    'refused',
    true,
    '[2001:db8::1]:5432: no route to its network',
    '10.0.0.5:5432: refused',
  ],
  [
    'dropped packets',
    { host: '203.0.113.5', ip: [...OWN, 'route add default dev eth0'], timeoutMs: 700 },
    'timeout',
    true,
    'packets are dropped',
    'nc -vz 203.0.113.5 5432',
  ],
  [
    'dropped packets, in a Space',
    {
      host: '203.0.113.5',
      ip: [...OWN, 'route add default dev eth0'],
      timeoutMs: 700,
      env: { SPACE_ID: 'me/app' },
    },
    'timeout',
    true,
    'SPACE_ID is set',
    'port 443 or 8080',
  ],
  [
    'the port for the host, between containers',
    { host: 'db', port: 15432, ip: PEER, zone: { db: { a: '10.0.0.9' } }, files: COMPOSE },
    'refused',
    false,
    'compose.yaml publishes 5432 of db as 15432: that port is for the host',
    'db:15432 → db:5432',
  ],
];

describe.skipIf(!canMakeNamespaces)('a connection (needs root, for namespaces)', () => {
  const probedAt = namespaces();
  test.each(CASES)('to %s', (_, there, code, transient, ...words) => {
    const seen = probedAt(there);
    expect(seen.observations.map((each) => [each.code, isTransient(each)])).toEqual([
      [`connect/${code}`, transient],
    ]);
    for (const each of words) expect(seen.words).toContain(each);
  });
});
