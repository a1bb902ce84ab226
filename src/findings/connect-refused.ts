import {
  type HostsLine,
  hostOf,
  hostsLineInWords,
  portOf,
  type Tries,
  triesInWords,
} from './connect-tries.js';
import { entry } from './entry.js';
import { inThePod, namesOf, onTheHost, type Services, servicesInWords } from './services.js';

/** What this machine knows of a port that refused. */
type Seen = {
  readonly place: string;
  readonly tries: Tries;
  readonly kubernetes: boolean;
  readonly platform: string | null;
  readonly services: Services;
  /** What listens on this machine, on this port and the usual ones, where it is this machine that refused. */
  readonly listening: readonly string[];
  readonly sockets: readonly string[];
  readonly hostsLine: HostsLine | null;
};

const samePort = ({ place, listening }: Seen) => listening.filter((each) => portOf(each) === portOf(place));

function seenInWords(seen: Seen): string[] {
  const { tries, listening, sockets, hostsLine, services, kubernetes } = seen;
  const same = samePort(seen);
  return [
    ...triesInWords(tries),
    ...hostsLineInWords(hostsLine),
    ...(same.length > 0
      ? [`On this machine, port ${portOf(seen.place)} is open on ${same.join(', ')} alone`]
      : listening.length > 0
        ? [`On this machine something listens on ${listening.join(', ')}`]
        : []),
    ...(sockets.length > 0 ? [`A server listens on the socket ${sockets.join(', ')}`] : []),
    ...servicesInWords(kubernetes ? inThePod(services) : services),
  ];
}

/** What a listener elsewhere on this machine, and a line of the hosts file, ask for. */
function seenFixes(subject: string, seen: Seen): string[] {
  const { place, listening, sockets, hostsLine } = seen;
  const [same] = samePort(seen);
  return [
    ...(hostsLine
      ? [
          `If ${hostsLine.address} is not its address: remove line ${hostsLine.line} of ${hostsLine.file} (Docker: extra_hosts, --add-host)`,
        ]
      : []),
    ...(same
      ? [
          `Let the server listen on this address too: listen_addresses = '*' (PostgreSQL), bind-address = 0.0.0.0 (MySQL, MariaDB)`,
          `Or connect to ${same} in ${subject}`,
        ]
      : listening[0]
        ? [
            `If that is the database: ${place} → ${listening[0].replace(/^(0\.0\.0\.0|\[::\])/, hostOf(place))} in ${subject}`,
          ]
        : []),
    ...(sockets[0]
      ? [
          `If it is to take TCP: listen_addresses (PostgreSQL), skip-networking (MySQL); or use the socket ${sockets[0]}`,
        ]
      : []),
  ];
}

const CI_FIXES: Readonly<Record<string, (place: string) => string>> = {
  'GitHub Actions': (place) =>
    `In the workflow, publish the port of the service: ports: ["${portOf(place)}:${portOf(place)}"]; in a container job, the host is the service's label`,
  'GitLab CI': () => 'In GitLab CI the host is the alias of the service (postgres, mysql), not localhost',
  WSL: () => 'In WSL 2, localhost is the Linux side; a database of Windows is at: ip route show default',
  Codespaces: () => 'In a dev container the host is the name of the service in its Compose file',
};

export const connectRefusedFindings = {
  'connect/refused': entry<
    Seen & {
      named: boolean;
      container: boolean;
      /** The port is one that a Compose file publishes on the host. */
      published: { name: string; from: string; published: number; target: number } | null;
    }
  >({
    severity: 'error',
    transient: true,
    title: 'Nothing listens there',
    message: (subject, { place }) => `${subject}: nothing listens on ${place}; the connection was refused`,
    why: (_, facts) => [
      ...(facts.published
        ? [
            `${facts.published.from} publishes ${facts.published.target} of ${facts.published.name} as ${facts.published.published}: that port is for the host`,
          ]
        : []),
      ...seenInWords(facts),
      ...(facts.named && !facts.hostsLine && facts.listening.length === 0
        ? ['The name resolves and the machine answers; its database does not listen on this port']
        : []),
    ],
    fix: (subject, facts) => {
      const { place, kubernetes, platform, services, container, published } = facts;
      if (place.startsWith('/')) return ['Start the server; its socket was left behind'];
      if (published) return [`In ${subject}: ${place} → ${published.name}:${published.target}`];
      const wait = 'Start the database, or wait until it is up: dbcheck --wait 60s';
      const found = seenFixes(subject, facts);
      if (facts.tries.every(({ address }) => /^(127\.|::1$)/.test(address)) || facts.listening.length > 0) {
        const ci = platform === null ? undefined : CI_FIXES[platform]?.(place);
        const onHost = container ? [] : onTheHost(services).filter((each) => each.place !== place);
        return [
          ...found,
          ...onHost.map(
            ({ place: there, name, from }) => `${from} publishes ${name} at ${there}: use that in ${subject}`,
          ),
          ...unpublished(services, container),
          ...(ci ? [ci] : []),
          wait,
          `See what listens on this machine: ss -ltn`,
        ];
      }
      if (kubernetes) {
        return [
          ...found,
          wait,
          'See whether the Service has ready pods, and its port and targetPort: kubectl get svc,endpoints',
        ];
      }
      const isHost = /^(host\.docker\.internal|host\.containers\.internal|172\.17\.0\.1)$/.test(
        hostOf(place),
      );
      return [
        ...found,
        ...(isHost
          ? [
              "This is the machine that the container runs on: its database has to listen on more than 127.0.0.1 (listen_addresses = '*', bind-address = 0.0.0.0)",
            ]
          : []),
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
left side of "ports: 15432:5432" is for the host alone, and where a Compose file says so, waiting does not help.`,
  }),

  'connect/localhost-in-container': entry<Seen & { signs: readonly string[] }>({
    severity: 'error',
    transient: false,
    title: 'localhost is the container itself',
    message: (subject, { place }) =>
      `${subject}: nothing listens on ${place}; in a container, ${hostOf(place)} is the container itself`,
    why: (_, facts) => [`This is a container: ${facts.signs.join('; ')}`, ...seenInWords(facts)],
    fix: (subject, facts) => {
      const { place, services, kubernetes, platform } = facts;
      if (kubernetes) {
        return [
          `In ${subject}: ${hostOf(place)} → NAME.NAMESPACE.svc, the Service of the database: kubectl get svc --all-namespaces`,
          'If a sidecar of this pod is to listen there: see whether it runs (kubectl describe pod), and wait for it: dbcheck --wait 60s',
        ];
      }
      const names = namesOf(services);
      const ci = platform === null ? undefined : CI_FIXES[platform]?.(place);
      return [
        `In ${subject}: ${hostOf(place)} → ${names.length > 0 ? `${names.join(' or ')} (the name of the service)` : "the name of the database's service"}`,
        ...seenFixes(subject, facts),
        ...(ci ? [ci] : []),
        `For a database on the host: ${hostOf(place)} → host.docker.internal (on Linux with --add-host host.docker.internal:host-gateway; Podman: host.containers.internal)`,
      ];
    },
    page: `Each container has a loopback interface of its own. "localhost" in its configuration means the container
itself, where no database runs, and not the machine that it runs on or the container next to it.

To fix it, use the name of the database's service, which Docker's and Kubernetes' DNS know. In a Kubernetes
pod localhost is shared between the containers of the pod: there a sidecar (a proxy, for instance) may still
be starting, and waiting can help.`,
  }),
};

/** Services that a host can't reach, for their file publishes no port. */
function unpublished(services: Services, container: boolean): string[] {
  const composed = services.filter(({ from }) => /\.ya?ml$/.test(from));
  const [first] = composed;
  if (container || !first || composed.some(({ ports = [] }) => ports.length > 0)) return [];
  return [
    `${first.from} publishes no port of ${first.name}: add ports: ["5432:5432"] (MySQL: 3306), or run in its network`,
  ];
}
