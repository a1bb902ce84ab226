import { entry } from './entry.js';
import { type Asked, askedInWords, type NameSystem, NO_NETWORK } from './name-servers.js';
import { inThePod, namesOf, onTheHost, type Services, serviceFixes, servicesInWords } from './services.js';
import { specialName } from './special-names.js';

/** What a look-up that failed has seen. */
type LookUp = {
  readonly host: string;
  readonly ms: number;
  /** Whether this machine has any network but the loopback. */
  readonly network: boolean;
  readonly system: NameSystem;
  readonly asked: Asked;
};

type Place = {
  readonly services: Services;
  readonly container: boolean;
  readonly kubernetes: boolean;
};

const lookUpInWords = ({ host, network, system, asked }: LookUp) => [
  ...(network ? [] : [NO_NETWORK]),
  ...askedInWords(host, system, asked),
];

export const connectNameFindings = {
  'connect/dns-not-found': entry<LookUp & Place & { reason: 'no-such-name' | 'no-address' }>({
    severity: 'error',
    transient: false,
    title: 'The host name does not exist',
    message: (subject, { host, reason }) =>
      reason === 'no-address'
        ? `${subject}: the name ${host} exists, but has no address`
        : `${subject}: there is no host ${host}`,
    why: (subject, facts) => {
      const { host, reason, services, container } = facts;
      const special = specialName(subject, host, container);
      return [
        reason === 'no-address'
          ? `${host}: ENOTFOUND, errno -3007 (the name is known, without an A or AAAA record)`
          : `${host}: ENOTFOUND, errno -3008 (no such name)`,
        ...(special ? [special.is] : []),
        ...lookUpInWords(facts),
        ...servicesInWords(services),
      ];
    },
    fix: (subject, { host, asked, container }) => {
      if (/^localhost\.?$/i.test(host)) {
        return [
          `Add it to /etc/hosts: 127.0.0.1 localhost`,
          `Or use the address: ${host} → 127.0.0.1 in ${subject}`,
        ];
      }
      const { fixes = [] } = specialName(subject, host, container) ?? {};
      const alias = asked.find(({ cname }) => cname !== null)?.cname;
      return [
        ...fixes,
        ...(alias
          ? [`The alias leads to ${alias}, which has no address: mend the record in the zone of ${host}`]
          : []),
        ...(fixes.length > 0
          ? []
          : [`Compare the host in ${subject} with the one that the provider shows, letter by letter`]),
        `Ask from the same place: getent hosts ${host}`,
      ];
    },
    page: `The system was asked for the address of the host and answered that there is none. Either the name is
misspelt, or it belongs to a private network that this machine is not part of, or the database was deleted.
Waiting does not help.

To fix it, copy the host from the provider's page. A name that ends in .internal, .local or .svc exists only
inside its network: run there, or use the public name.`,
  }),

  'connect/service-not-found': entry<LookUp & Place & { code: string }>({
    severity: 'error',
    transient: true,
    title: 'The name of a service is not known here',
    message: (subject, { host }) => `${subject}: the name ${host} is not known here`,
    why: (subject, facts) => {
      const { host, code, services, container, kubernetes } = facts;
      const special = specialName(subject, host, container);
      return [
        `${host}: ${code}. ${kindOf(facts, special?.is)}`,
        kubernetes
          ? 'This process runs in a Kubernetes pod (KUBERNETES_SERVICE_HOST is set)'
          : container
            ? 'This process runs in a container'
            : 'Nothing says that this process runs in a container',
        ...lookUpInWords(facts),
        ...servicesInWords(kubernetes ? inThePod(services) : services),
      ];
    },
    fix: (subject, { host, services, container, kubernetes, network }) => {
      if (kubernetes) return serviceFixes(subject, host, services);
      const special = specialName(subject, host, container);
      if (special) return special.fixes;
      const names = namesOf(services);
      const known = names.includes(host);
      const published = onTheHost(services).filter(({ name }) => name === host || !known)[0];
      return [
        ...(names.length > 0 && !known
          ? [`In ${subject}, use the service's own name: ${names.join(' or ')}`]
          : []),
        ...(network
          ? []
          : [
              'Attach the container to the network of the database: docker network connect NETWORK CONTAINER',
            ]),
        container
          ? `Start it on the same network: docker compose up -d ${known || names.length === 0 ? host : names[0]}`
          : `Outside of Docker, use the published port: ${host} → ${published?.place ?? 'localhost'} in ${subject}`,
        ...(container
          ? [
              'A service of another Compose project is known only on a network that both have: networks: { NAME: { external: true } }',
            ]
          : []),
        'While it starts: dbcheck --wait 60s',
      ];
    },
    page: `A host name without a dot, like "db" or "postgres", is the name of a service on a network of Docker,
Compose or Kubernetes. It can be looked up only from inside that network, and only while the container runs.

It may still come up, so waiting can help. If it does not: the container is not started, is on another
network, has another name, or this program runs outside of Docker, where the service is reached by its
published port on localhost.`,
  }),

  'connect/dns-unavailable': entry<LookUp & { code: string | null }>({
    severity: 'error',
    transient: true,
    title: 'The name server gave no answer',
    message: (subject, { host }) => `${subject}: the name server gave no answer for ${host}`,
    why: (_, facts) => [
      facts.code === null
        ? `No answer within ${facts.ms} ms`
        : `${facts.code} after ${facts.ms} ms: the look-up failed, which says nothing of the name`,
      ...lookUpInWords(facts),
    ],
    fix: (_, { network, asked }) => {
      const silent = asked.filter(({ a }) => a === 'ETIMEOUT' || a === 'ECONNREFUSED');
      return [
        ...(silent.length > 0 && silent.length < asked.length
          ? [
              `Take ${silent.map(({ server }) => server).join(', ')} out of /etc/resolv.conf, or mend it: the others answer`,
            ]
          : ['Look at the name servers of this machine: cat /etc/resolv.conf']),
        network
          ? 'In a container: its network may have no DNS (docker network inspect NETWORK)'
          : 'Attach the container to a network: docker network connect NETWORK CONTAINER',
        'While the network starts: dbcheck --wait 30s',
      ];
    },
    page: `Looking up the host did not come to an answer: the name server is not reachable, is overloaded, or refused.
That is not the same as a name that does not exist, and often passes within seconds of a container's start.

If it stays: check /etc/resolv.conf, the container's network, and egress rules for port 53.`,
  }),
};

function kindOf({ host, kubernetes }: { host: string; kubernetes: boolean }, special?: string): string {
  if (!kubernetes) {
    return (
      special ??
      'A name without a dot belongs to a network of containers, and exists while its container runs'
    );
  }
  return host.includes('.')
    ? 'In a cluster such a name is that of a Service, or of a pod behind one'
    : 'A name without a dot is that of a Service in the namespace of this pod';
}
