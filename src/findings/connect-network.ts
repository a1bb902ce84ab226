import {
  type HostsLine,
  hostOf,
  hostsLineInWords,
  portOf,
  type Tries,
  triesInWords,
} from './connect-tries.js';
import { entry } from './entry.js';
import { NO_NETWORK } from './name-servers.js';

/** The system asks its neighbours for an address for three seconds; a rule answers at once. */
const ASKED_NEIGHBOURS_MS = 500;
const HUGGING_FACE_PORTS = ['80', '443', '8080'];

/** `db.REF.supabase.co:5432` */
const refOf = (place: string) => /^db\.([a-z0-9]+)\./.exec(place)?.[1] ?? 'PROJECT_REF';

export const connectNetworkFindings = {
  'connect/unreachable': entry<{
    place: string;
    tries: Tries;
    reason: 'no-route' | 'ipv6-only' | 'no-endpoints' | 'forbidden' | 'permission';
    /** Whether this machine has any network but the loopback. */
    network: boolean;
    provider: string | null;
    hostsLine: HostsLine | null;
  }>({
    severity: 'error',
    transient: false,
    title: 'There is no way to the host',
    message: (subject, { place, reason }) => {
      switch (reason) {
        case 'ipv6-only':
          return `${subject}: ${place} has IPv6 addresses only, and this machine has no way there`;
        case 'no-endpoints':
          return `${subject}: nothing stands behind ${place} now`;
        case 'forbidden':
          return `${subject}: a rule forbids the connection to ${place}`;
        case 'permission':
          return `${subject}: this user may not use the socket ${place}`;
        default:
          return `${subject}: there is no route to ${place}`;
      }
    },
    why: (_, { tries, reason, network, hostsLine }) => [
      ...triesInWords(tries),
      ...hostsLineInWords(hostsLine),
      ...(network ? [] : [NO_NETWORK]),
      ...(reason === 'no-endpoints'
        ? ['In a Kubernetes pod, a Service without ready pods answers like this']
        : []),
      ...(tries.some(({ result, ms }) => result === 'EHOSTUNREACH' && ms > ASKED_NEIGHBOURS_MS)
        ? ['The address is of a network of this machine, and nobody there has it: the host is off or gone']
        : []),
    ],
    fix: (subject, { place, reason, network, provider }) => {
      const attach = network
        ? []
        : ['Attach the container to a network: docker network connect NETWORK CONTAINER'];
      switch (reason) {
        case 'ipv6-only':
          return [
            ...attach,
            ...(provider === 'Supabase'
              ? [
                  `In ${subject}, take the Session pooler (dashboard: Connect): host aws-N-REGION.pooler.supabase.com, port 5432, user postgres.${refOf(place)}`,
                ]
              : ['Use an address of the database that is reachable over IPv4']),
            'Or give this machine an IPv6 route (Docker: enable_ipv6: true on the network)',
          ];
        case 'no-endpoints':
          return [
            'See whether the Service has ready pods: kubectl get svc,endpoints,pods',
            'While they start: dbcheck --wait 60s',
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
            ...attach,
            'Connect this machine to the network of the database (VPC peering, VPN, the same Docker network)',
            `Or use the database's public address in ${subject}`,
            `If a firewall rejects: allow port ${portOf(place)} there`,
          ];
      }
    },
    page: `The system knows no way to the address: another network without peering or VPN, an IPv6 address on a
machine without IPv6, or a rule that rejects the packets. Waiting does not help, except in Kubernetes, where
a service without ready pods answers the same way.`,
  }),

  'connect/timeout': entry<{
    place: string;
    tries: Tries;
    ms: number;
    hostsLine: HostsLine | null;
    platform: string | null;
  }>({
    severity: 'error',
    transient: true,
    title: 'The host does not answer at all',
    message: (subject, { place, ms }) => `${subject}: no answer from ${place} within ${ms} ms`,
    why: (_, { tries, hostsLine, platform, place }) => [
      ...triesInWords(tries),
      ...hostsLineInWords(hostsLine),
      ...(platform === 'Hugging Face' && !HUGGING_FACE_PORTS.includes(portOf(place))
        ? [
            `A Space may connect to the ports 80, 443 and 8080 alone (SPACE_ID is set), and this is ${portOf(place)}`,
          ]
        : [
            'The host neither accepts nor refuses: packets are dropped on the way, as firewalls and security groups do',
          ]),
    ],
    fix: (subject, { place, platform }) => [
      ...(platform === 'Hugging Face' && !HUGGING_FACE_PORTS.includes(portOf(place))
        ? [
            `In ${subject}, use an endpoint of the database on port 443 or 8080 (a proxy, or a driver over HTTPS or WebSocket)`,
          ]
        : []),
      `Allow this machine's address or group on port ${portOf(place)}, in the database's firewall or security group`,
      `Try it from the same network: nc -vz ${hostOf(place)} ${portOf(place)}`,
    ],
    page: `The connection request was sent, and nothing came back: neither an acceptance nor a refusal. A firewall, a
security group or a network policy drops the packets, or the host is switched off.

It is treated as something that may pass, since a host that boots looks the same; mostly it is a rule that
someone has to change. If the network is only slow, raise --timeout.`,
  }),

  'connect/socket-missing': entry<{
    path: string;
    /** Systems take a path of 107 bytes, some of 103. */
    reason: 'missing' | 'not-a-socket' | 'too-long';
    folder: string;
    folderExists: boolean;
    found: readonly string[];
  }>({
    severity: 'error',
    transient: false,
    title: 'The Unix socket is not there',
    message: (subject, { path, reason }) => {
      if (reason === 'too-long') return `${subject}: the path of the socket is too long: ${path}`;
      return reason === 'missing'
        ? `${subject}: there is no socket ${path}`
        : `${subject}: ${path} is not a socket that takes connections`;
    },
    why: (_, { path, reason, folder, folderExists, found }) => [
      ...(reason === 'too-long'
        ? [`It has ${Buffer.byteLength(path)} bytes; Linux takes 107, macOS and BSD 103`]
        : []),
      ...(folderExists ? [] : [`The folder ${folder} does not exist`]),
      ...(found.length > 0 ? [`Sockets beside it: ${found.join(', ')}`] : []),
      ...(folderExists && found.length === 0 ? [`No socket of a database lies in ${folder}`] : []),
    ],
    fix: (subject, { reason, found }) => [
      ...(reason === 'too-long'
        ? [`Put the socket into a folder with a short path: unix_socket_directories`]
        : []),
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
