import { describe, expect, test } from 'vitest';
import { isTransient } from '../../src/findings/render.js';
import { canMakeNamespaces, namespaces, type There } from '../probe/namespace.js';
import { TIMED } from '../timed.js';

/** A verdict that does not wait for the deadline of three seconds, on a machine that has other things to do. */
const SOON_MS = 2000;

/** A host, where it is, the code, whether waiting can cure it, and what the words must hold. */
const CASES: readonly [title: string, There, code: string, transient: boolean, ...string[]][] = [
  [
    'a name that does not exist',
    { host: 'db.nowhere.com' },
    'dns-not-found',
    false,
    'errno -3008',
    'Name server 127.0.0.53 of /etc/resolv.conf: no such name (NXDOMAIN)',
  ],
  [
    'a name without an address',
    { host: 'db.shop.com', zone: { 'db.shop.com': {} } },
    'dns-not-found',
    false,
    'errno -3007',
    'the name exists, without an address',
  ],
  [
    'an alias that leads nowhere',
    { host: 'db.shop.com', zone: { 'db.shop.com': { cname: 'gone.shop.com' } } },
    'dns-not-found',
    false,
    'alias (CNAME) of gone.shop.com',
  ],
  [
    'a server that fails',
    { host: 'db.shop.com', zone: { 'db.shop.com': 'SERVFAIL' } },
    'dns-unavailable',
    true,
    'EAI_AGAIN',
    'SERVFAIL',
  ],
  [
    'a server that refuses',
    { host: 'db.shop.com', zone: { 'db.shop.com': 'REFUSED' } },
    'dns-unavailable',
    true,
    'EAI_AGAIN',
    'REFUSED',
  ],
  [
    'a silent server',
    { host: 'db.shop.com', zone: { 'db.shop.com': 'silent' }, timeoutMs: 1000 },
    'dns-unavailable',
    true,
    'No answer within',
    'Name server 127.0.0.53 of /etc/resolv.conf: no answer',
  ],
  [
    'a first server that is dead',
    {
      host: 'db.shop.com',
      zone: { 'db.shop.com': 'silent' },
      resolv: 'nameserver 127.0.0.53\nnameserver 127.0.0.54\n',
      timeoutMs: 1000,
    },
    'dns-unavailable',
    true,
    'Take 127.0.0.53 out of /etc/resolv.conf',
  ],
  [
    'no network',
    { host: 'db.shop.com', resolv: 'nameserver 10.0.0.2\n' },
    'dns-unavailable',
    true,
    'no network but the loopback',
    '10.0.0.2 of /etc/resolv.conf: not reachable',
    'docker network connect',
  ],
  [
    'no network, a service',
    { resolv: 'nameserver 10.0.0.2\n' },
    'service-not-found',
    true,
    'no network but the loopback',
    'docker network connect',
  ],
  [
    'a service',
    { zone: { db: 'SERVFAIL' } },
    'service-not-found',
    true,
    'A name without a dot',
    'dbcheck --wait',
  ],
  [
    'a service below the search list',
    {
      resolv: 'nameserver 127.0.0.53\nsearch shop.svc.cluster.local\noptions ndots:5\n',
      env: { KUBERNETES_SERVICE_HOST: '10.0.0.1' },
    },
    'service-not-found',
    true,
    'below shop.svc.cluster.local (search, ndots:5)',
    'db.NAMESPACE.svc',
  ],
  [
    'another service of the project',
    { files: { 'compose.yaml': 'services: {store: {image: postgres, ports: ["15432:5432"]}}' } },
    'service-not-found',
    true,
    'compose.yaml names store',
    'db → localhost:15432',
  ],
  [
    'a Service with dots, in a pod',
    { host: 'db.orders.svc.cluster.local', env: { KUBERNETES_SERVICE_HOST: '10.0.0.1' } },
    'service-not-found',
    true,
    'that of a Service',
    'kubectl get svc',
  ],
  [
    'a pod of a StatefulSet, in a pod',
    { host: 'db-0.db', env: { KUBERNETES_SERVICE_HOST: '10.0.0.1' } },
    'service-not-found',
    true,
    'kubectl get svc',
  ],
  [
    'a Service with dots, elsewhere',
    { host: 'db.orders.svc.cluster.local' },
    'dns-not-found',
    false,
    'kubectl port-forward -n orders svc/db 15432:5432',
  ],
  [
    'a service of the Compose file with a dot',
    { host: 'shop.db', files: { 'compose.yaml': 'services: {shop.db: {image: postgres}}' } },
    'service-not-found',
    true,
    'compose.yaml names shop.db',
  ],
  [
    'a host with dots, which its own variable names',
    { host: 'db.shop.test', env: { DB_HOST: 'db.shop.test' } },
    'dns-not-found',
    false,
    'there is no host db.shop.test',
  ],
  [
    'the host, in Docker on Linux',
    { host: 'host.docker.internal' },
    'dns-not-found',
    false,
    '--add-host host.docker.internal:host-gateway',
    'extra_hosts',
  ],
  [
    'the host, in Podman',
    { host: 'host.containers.internal', env: { container: 'oci' } },
    'dns-not-found',
    false,
    'podman run --add-host',
  ],
  [
    'a private name of Railway',
    { host: 'postgres.railway.internal' },
    'dns-not-found',
    false,
    'DATABASE_PUBLIC_URL',
  ],
  ['a private name of Fly', { host: 'shop-db.internal' }, 'dns-not-found', false, 'fly proxy'],
  [
    'a private name of Render, elsewhere',
    { host: 'dpg-abcdefghijklmnopqrst-a' },
    'service-not-found',
    false,
    'External Database URL',
  ],
  [
    'a private name of Google Cloud',
    { host: 'db.europe-west1-b.c.shop-1.internal' },
    'dns-not-found',
    false,
    'VPC',
  ],
  ['a name for mDNS', { host: 'nas.local' }, 'dns-not-found', false, 'mDNS'],
  ['a reserved name', { host: 'db.example.com' }, 'dns-not-found', false, 'reserved for examples'],
  [
    'a Supabase project that is paused',
    { host: 'db.abcdefghijklmnopqrst.supabase.co' },
    'dns-not-found',
    false,
    'paused',
    'abcdefghijklmnopqrst',
  ],
  [
    'a machine without localhost',
    { host: 'localhost', hosts: '\n', zone: { localhost: {} } },
    'dns-not-found',
    false,
    '127.0.0.1 localhost',
  ],
  [
    'an instance of Cloud SQL',
    { host: 'shop:europe-west1:main' },
    'dns-not-found',
    false,
    '/cloudsql/shop:europe-west1:main',
  ],
];

describe.skipIf(!canMakeNamespaces)('a look-up (needs root, for namespaces)', () => {
  const probedAt = namespaces();
  test.each(CASES)('of %s', TIMED, (_, there, code, transient, ...words) => {
    const seen = probedAt(there);
    expect(seen.observations.map((each) => [each.code, isTransient(each)])).toEqual([
      [`connect/${code}`, transient],
    ]);
    for (const each of words) expect(seen.words).toContain(each);
    expect(seen.took).toBeLessThan(there.timeoutMs === undefined ? SOON_MS : 2 * there.timeoutMs);
  });
});
