import { entry } from './entry.js';
import { inThePod, type Services, servicesInWords } from './services.js';

/** What became of one address; `result` is the system's code, or `no answer`. */
type Tries = readonly {
  readonly address: string;
  readonly port: number;
  readonly result: string;
  readonly ms: number;
}[];

const RESULTS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refused',
  ECONNRESET: 'reset',
  ENETUNREACH: 'no route to its network (ENETUNREACH)',
  EHOSTUNREACH: 'no route to it (EHOSTUNREACH)',
  EACCES: 'forbidden by a rule of this machine (EACCES)',
  EPERM: 'forbidden by a rule of this machine (EPERM)',
  EADDRNOTAVAIL: 'this machine has no address of that family (EADDRNOTAVAIL)',
};

/** Few are read; a name with twenty addresses fails the same way at each. */
const SHOWN = 4;

function triesInWords(tries: Tries): string[] {
  const lines = tries.slice(0, SHOWN).map(({ address, port, result, ms }) => {
    const where =
      port === 0 ? address : address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
    return `${where}: ${RESULTS[result] ?? result} after ${ms} ms`;
  });
  const more = tries.length - SHOWN;
  return more > 0 ? [...lines, `and ${more} more addresses`] : lines;
}

/** `compose.yaml has the service db`; empty where nothing is known. */
export const portOf = (place: string) => place.slice(place.lastIndexOf(':') + 1);
export const hostOf = (place: string) => place.slice(0, place.lastIndexOf(':'));

export const connectNetworkFindings = {
  'connect/refused': entry<{
    place: string;
    tries: Tries;
    named: boolean;
    kubernetes: boolean;
    services: Services;
  }>({
    severity: 'error',
    transient: true,
    title: 'Nothing listens there',
    message: (subject, { place }) => `${subject}: nothing listens on ${place}; the connection was refused`,
    why: (_, { tries, named, services, kubernetes }) => [
      ...triesInWords(tries),
      ...(named
        ? ['The name resolves and the machine answers; its database does not listen on this port']
        : []),
      ...servicesInWords(kubernetes ? inThePod(services) : services),
    ],
    fix: (_, { place, kubernetes }) => {
      if (place.startsWith('/')) return ['Start the server; its socket was left behind'];
      const wait = 'Start the database, or wait until it is up: dbcheck --wait 60s';
      if (/^(localhost|127\.|\[::1\])/.test(place))
        return [wait, `See what listens on this machine: ss -ltn`];
      if (kubernetes)
        return [
          wait,
          'See whether the Service has ready pods, and its port and targetPort: kubectl get svc,endpoints',
        ];
      return [
        wait,
        'In Compose: depends_on: { db: { condition: service_healthy } }',
        ...(/:(5432|3306)$/.test(place)
          ? []
          : [
              `Between containers the port is the container's own (5432, 3306), not a published one like ${portOf(place)}`,
            ]),
      ];
    },
    page: `The machine answered that no program listens on this port. The database is still starting, has stopped,
listens on another port, or on its loopback interface only (listen_addresses, bind-address).

It may come up, so waiting can help. Between containers the port is the container's own, 5432 or 3306; the
left side of "ports: 15432:5432" is for the host alone.`,
  }),

  'connect/localhost-in-container': entry<{
    place: string;
    tries: Tries;
    signs: readonly string[];
    kubernetes: boolean;
    services: Services;
  }>({
    severity: 'error',
    transient: false,
    title: 'localhost is the container itself',
    message: (subject, { place }) =>
      `${subject}: nothing listens on ${place}; in a container, ${hostOf(place)} is the container itself`,
    why: (_, { tries, signs, services, kubernetes }) => [
      ...triesInWords(tries),
      `This is a container: ${signs.join('; ')}`,
      ...servicesInWords(kubernetes ? inThePod(services) : services),
    ],
    fix: (subject, { place, services, kubernetes }) =>
      kubernetes
        ? [
            `In ${subject}: ${hostOf(place)} → NAME.NAMESPACE.svc, the Service of the database: kubectl get svc --all-namespaces`,
            'If a sidecar of this pod is to listen there: see whether it runs (kubectl describe pod), and wait for it: dbcheck --wait 60s',
          ]
        : [
            ...(services.length > 0
              ? [
                  `In ${subject}: ${hostOf(place)} → ${services.map(({ name }) => name).join(' or ')} (the name of the service)`,
                ]
              : [`In ${subject}: ${hostOf(place)} → the name of the database's service`]),
            `For a database on the host: ${hostOf(place)} → host.docker.internal (on Linux with --add-host host.docker.internal:host-gateway)`,
          ],
    page: `Each container has a loopback interface of its own. "localhost" in its configuration means the container
itself, where no database runs, and not the machine that it runs on or the container next to it.

To fix it, use the name of the database's service, which Docker's and Kubernetes' DNS know. In a Kubernetes
pod localhost is shared between the containers of the pod: there a sidecar (a proxy, for instance) may still
be starting, and waiting can help.`,
  }),

  'connect/unreachable': entry<{
    place: string;
    tries: Tries;
    reason: 'no-route' | 'ipv6-only' | 'forbidden' | 'permission';
  }>({
    severity: 'error',
    transient: false,
    title: 'There is no way to the host',
    message: (subject, { place, reason }) => {
      switch (reason) {
        case 'ipv6-only':
          return `${subject}: ${place} has IPv6 addresses only, and this machine has no IPv6 route`;
        case 'forbidden':
          return `${subject}: a rule forbids the connection to ${place}`;
        case 'permission':
          return `${subject}: this user may not use the socket ${place}`;
        default:
          return `${subject}: there is no route to ${place}`;
      }
    },
    why: (_, { tries }) => triesInWords(tries),
    fix: (subject, { place, reason }) => {
      switch (reason) {
        case 'ipv6-only':
          return [
            'Use an address that is reachable over IPv4 (Supabase: Connect > Session pooler, user postgres.PROJECT)',
            'Or give this machine an IPv6 route (Docker: enable_ipv6: true on the network)',
          ];
        case 'forbidden':
          return [
            `Allow outgoing connections to port ${portOf(place)} in the firewall or network policy of this machine`,
          ];
        case 'permission':
          return [
            `Give the user access to the socket: ls -l ${place}`,
            `Or connect over TCP: set a host in ${subject}`,
          ];
        default:
          return [
            'Connect this machine to the network of the database (VPC peering, VPN, the same Docker network)',
            `Or use the database's public address in ${subject}`,
            'Kubernetes: a service without ready endpoints looks like this: kubectl get endpoints',
          ];
      }
    },
    page: `The system knows no way to the address: another network without peering or VPN, an IPv6 address on a
machine without IPv6, or a rule that rejects the packets. Waiting does not help, except in Kubernetes, where
a service without ready pods answers the same way.`,
  }),

  'connect/timeout': entry<{ place: string; tries: Tries; ms: number }>({
    severity: 'error',
    transient: true,
    title: 'The host does not answer at all',
    message: (subject, { place, ms }) => `${subject}: no answer from ${place} within ${ms} ms`,
    why: (_, { tries }) => [
      ...triesInWords(tries),
      'The host neither accepts nor refuses: packets are dropped on the way, as firewalls and security groups do',
    ],
    fix: (_, { place }) => [
      `Allow this machine's address or group on port ${portOf(place)}, in the database's firewall or security group`,
      `Try it from the same network: nc -vz ${hostOf(place)} ${portOf(place)}`,
      'Some platforms let only ports 80 and 443 out (Hugging Face Spaces: 80, 443 and 8080)',
    ],
    page: `The connection request was sent, and nothing came back: neither an acceptance nor a refusal. A firewall, a
security group or a network policy drops the packets, or the host is switched off.

It is treated as something that may pass, since a host that boots looks the same; mostly it is a rule that
someone has to change. If the network is only slow, raise --timeout.`,
  }),

  'connect/socket-missing': entry<{
    path: string;
    reason: 'missing' | 'not-a-socket';
    folder: string;
    folderExists: boolean;
    found: readonly string[];
  }>({
    severity: 'error',
    transient: false,
    title: 'The Unix socket is not there',
    message: (subject, { path, reason }) =>
      reason === 'missing' ? `${subject}: there is no socket ${path}` : `${subject}: ${path} is not a socket`,
    why: (_, { folder, folderExists, found }) => [
      ...(folderExists ? [] : [`The folder ${folder} does not exist`]),
      ...(found.length > 0 ? [`Sockets beside it: ${found.join(', ')}`] : []),
      ...(folderExists && found.length === 0 ? [`No socket of a database lies in ${folder}`] : []),
    ],
    fix: (subject, { found }) => [
      ...(found[0] === undefined ? [] : [`In ${subject}, use ${found[0]}`]),
      'Start the server on this machine, or mount the folder of its socket into the container',
      `For a server elsewhere, set a host in ${subject}`,
    ],
    page: `Without a host, or with "localhost" for some clients, the connection goes over a Unix socket: a file that the
server makes while it runs, on the same machine. In a container the host's sockets are not visible unless
their folder is mounted.

To fix it, start the server, correct the path (unix_socket_directories, socket), or connect over TCP.`,
  }),
};
