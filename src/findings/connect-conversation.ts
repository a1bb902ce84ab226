import { hostOf, portOf } from './connect-tries.js';
import { entry } from './entry.js';

/** Services that say nothing until they are spoken to in their own language, or hang up. */
const USUAL_SERVICES: Readonly<Record<string, string>> = {
  '22': 'SSH',
  '443': 'HTTPS',
  '1433': 'SQL Server',
  '1521': 'Oracle',
  '5672': 'RabbitMQ',
  '6379': 'Redis',
  '9000': 'ClickHouse',
  '9042': 'Cassandra',
  '9092': 'Kafka',
  '9200': 'Elasticsearch',
  '27017': 'MongoDB',
};

function usualServiceOf(place: string): string[] {
  const service = USUAL_SERVICES[portOf(place)];
  return service ? [`${portOf(place)} is the usual port of ${service}`] : [];
}

const onLoopback = (place: string) => /^(localhost|127\.|\[::1\])/.test(place);

export const connectConversationFindings = {
  'connect/no-answer': entry<{
    place: string;
    stage: 'first-bytes' | 'tls' | 'login' | 'query' | 'file';
    ms: number;
  }>({
    severity: 'error',
    transient: true,
    title: 'The server accepts the connection and says nothing',
    message: (subject, { place, stage, ms }) => {
      const when = {
        'first-bytes': 'accepted the connection and said nothing',
        tls: 'stopped answering in the TLS handshake',
        login: 'stopped answering during the login',
        query: 'took the login and did not answer a query',
        file: 'could not be read',
      }[stage];
      return `${subject}: ${place} ${when} within ${ms} ms`;
    },
    why: (_, { place, stage }) => [
      stage === 'file'
        ? 'The storage does not answer: a network file system whose server is away looks like this'
        : 'A server that is overloaded, asleep, or not the database at all looks like this',
      ...(stage === 'first-bytes' ? ['It answered no other protocol either', ...usualServiceOf(place)] : []),
    ],
    fix: (_, { place, stage }) =>
      stage === 'file'
        ? [`Look at the mount: stat -f ${place}`]
        : [
            'A serverless database that wakes up: dbcheck --timeout 30s --wait 60s',
            `Check that the database is on this port, and no proxy without a backend: nc -v ${hostOf(place)} ${portOf(place)}`,
          ],
    page: `The TCP connection was made, and then nothing more came within the time. The server may be starting,
overloaded, or asleep (serverless databases take seconds to wake up); or the port belongs to something that
waits for another protocol; or a proxy accepts connections for a backend that is gone.`,
  }),

  'connect/closed': entry<{
    place: string;
    stage: 'first-bytes' | 'tls' | 'login' | 'query';
    errno: string | null;
  }>({
    severity: 'error',
    transient: true,
    title: 'The server closed the connection without a word',
    message: (subject, { place, stage }) => {
      const when = {
        'first-bytes': 'before it said anything',
        tls: 'during the TLS handshake',
        login: 'during the login',
        query: 'before it answered a query',
      }[stage];
      return `${subject}: ${place} closed the connection ${when}`;
    },
    why: (_, { place, stage, errno }) => [
      errno === null
        ? 'An orderly end (FIN), without an error message'
        : `The connection ended with ${errno}`,
      ...usualServiceOf(place),
      ...(stage === 'first-bytes' && onLoopback(place)
        ? [
            'On the loopback this is mostly a tunnel or a published port whose other end is away (kubectl port-forward, ssh -L, cloud-sql-proxy, Docker)',
          ]
        : []),
    ],
    fix: (_, { place, stage }) => [
      ...(stage === 'first-bytes' && onLoopback(place)
        ? [
            `See who listens, and whether what is behind it runs: ss -ltnp 'sport = :${portOf(place)}'; docker ps; kubectl get pods`,
          ]
        : []),
      'Read the log of the server, or of the proxy before it: it knows why',
      ...(stage === 'first-bytes'
        ? [
            'A proxy without a backend, and an allow-list of addresses, look like this',
            'While the backend starts: dbcheck --wait 60s',
          ]
        : []),
    ],
    page: `The connection was accepted and then ended by the other side, without an error of the database's protocol.
Load balancers and proxies do so while their backend is away, firewalls for addresses that are not on their
list, and servers that crash or are stopped. The reason stands in the log of the other side.`,
  }),

  'connect/wrong-protocol': entry<{
    place: string;
    expected: string;
    found: string | null;
    bytes: string | null;
  }>({
    severity: 'error',
    transient: false,
    title: 'Another service answers on this port',
    message: (subject, { place, expected, found }) =>
      found === null
        ? `${subject}: what answers on ${place} does not speak ${expected}`
        : `${subject}: ${found} answers on ${place}, not ${expected}`,
    why: (_, { found, bytes }) => [
      ...(bytes === null ? [] : [`It answered: ${bytes}`]),
      ...(found === 'TLS'
        ? ['It speaks TLS from the first byte, which only some clients of a database do']
        : []),
      ...(found !== null && bytes === null ? [`Asked in other protocols, it answered as ${found} does`] : []),
    ],
    fix: (subject, { place, expected, found }) => [
      ...(found === 'TLS' && expected === 'PostgreSQL'
        ? [
            `If it is PostgreSQL 17, or a proxy that takes TLS at once: sslnegotiation=direct&sslmode=require in ${subject} (libpq 17, node-postgres)`,
          ]
        : []),
      ...(found === 'SSH'
        ? [
            `If the database is behind this SSH server: ssh -N -L ${expected === 'PostgreSQL' ? '15432:localhost:5432' : '13306:localhost:3306'} ${hostOf(place)}, and localhost:${expected === 'PostgreSQL' ? 15432 : 13306} in ${subject}`,
          ]
        : []),
      ...(found?.includes('PROXY protocol')
        ? [
            'Take accept-proxy (HAProxy), proxy_protocol (nginx), proxy-protocol-networks (MariaDB) off this port, or connect through the load balancer before it',
          ]
        : []),
      `Check host and port in ${subject}: PostgreSQL has 5432, MySQL and MariaDB have 3306, poolers have their own`,
      ...(found === 'PostgreSQL' ? [`If PostgreSQL is meant: postgresql:// in ${subject}`] : []),
      ...(/^(MySQL|MariaDB)/.test(found ?? '') ? [`If ${found} is meant: mysql:// in ${subject}`] : []),
      ...(found === 'the MySQL X protocol' ? ['Use 3306, the port of the classic protocol'] : []),
    ],
    page: `Something listens on this port, but it is not the kind of server that the configuration names. Drivers call
this "timeout expired" or "connection terminated unexpectedly"; dbcheck looks at the first bytes, and asks in
other protocols, to name the service.

To fix it, correct the port, the host, or the scheme of the URL.`,
  }),
};
