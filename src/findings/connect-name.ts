import { entry } from './entry.js';
import { inThePod, type Services, serviceFixes, servicesInWords } from './services.js';

export const connectNameFindings = {
  'connect/dns-not-found': entry<{ host: string; reason: 'no-such-name' | 'no-address'; services: Services }>(
    {
      severity: 'error',
      transient: false,
      title: 'The host name does not exist',
      message: (subject, { host, reason }) =>
        reason === 'no-address'
          ? `${subject}: the name ${host} exists, but has no address`
          : `${subject}: there is no host ${host}`,
      why: (_, { host, reason, services }) => [
        reason === 'no-address'
          ? `${host}: ENOTFOUND, errno -3007 (the name is known, without an A or AAAA record)`
          : `${host}: ENOTFOUND, errno -3008 (no such name)`,
        ...(/\.(internal|local|svc)$|\.svc\./.test(host)
          ? ['A private name: it exists inside its own network only']
          : []),
        ...servicesInWords(services),
      ],
      fix: (subject, { host }) => [
        `Compare the host in ${subject} with the one that the provider shows, letter by letter`,
        `Ask from the same place: getent hosts ${host}`,
        ...(/\.internal$/.test(host)
          ? ['From outside that network, use the public address that the provider shows']
          : []),
      ],
      page: `The system was asked for the address of the host and answered that there is none. Either the name is
misspelt, or it belongs to a private network that this machine is not part of, or the database was deleted.
Waiting does not help.

To fix it, copy the host from the provider's page. A name that ends in .internal, .local or .svc exists only
inside its network: run there, or use the public name.`,
    },
  ),

  'connect/service-not-found': entry<{
    host: string;
    code: string;
    services: Services;
    container: boolean;
    kubernetes: boolean;
  }>({
    severity: 'error',
    transient: true,
    title: 'The name of a service is not known here',
    message: (subject, { host }) => `${subject}: the name ${host} is not known here`,
    why: (_, { host, code, services, container, kubernetes }) => [
      kubernetes
        ? `${host}: ${code}. A name without a dot is that of a Service in the namespace of this pod`
        : `${host}: ${code}. A name without a dot belongs to a network of containers, and exists while its container runs`,
      kubernetes
        ? 'This process runs in a Kubernetes pod (KUBERNETES_SERVICE_HOST is set)'
        : container
          ? 'This process runs in a container'
          : 'Nothing says that this process runs in a container',
      ...servicesInWords(kubernetes ? inThePod(services) : services),
    ],
    fix: (subject, { host, services, container, kubernetes }) => {
      if (kubernetes) return serviceFixes(subject, host, services);
      const names = [...new Set(services.map(({ name }) => name))];
      const known = names.includes(host);
      return [
        ...(names.length > 0 && !known
          ? [`In ${subject}, use the service's own name: ${names.join(' or ')}`]
          : []),
        container
          ? `Start it on the same network: docker compose up -d ${known || names.length === 0 ? host : names[0]}`
          : `Outside of Docker, use the published port: ${host} → localhost in ${subject}`,
        'While it starts: dbcheck --wait 60s',
      ];
    },
    page: `A host name without a dot, like "db" or "postgres", is the name of a service on a network of Docker,
Compose or Kubernetes. It can be looked up only from inside that network, and only while the container runs.

It may still come up, so waiting can help. If it does not: the container is not started, is on another
network, has another name, or this program runs outside of Docker, where the service is reached by its
published port on localhost.`,
  }),

  'connect/dns-unavailable': entry<{ host: string; code: string | null; ms: number }>({
    severity: 'error',
    transient: true,
    title: 'The name server gave no answer',
    message: (subject, { host }) => `${subject}: the name server gave no answer for ${host}`,
    why: (_, { code, ms }) => [
      code === null
        ? `No answer within ${ms} ms`
        : `${code} after ${ms} ms: the look-up failed, which says nothing of the name`,
    ],
    fix: () => [
      'Look at the name servers of this machine: cat /etc/resolv.conf',
      'In a container: it is attached to no network, or the network has no DNS (docker network inspect NETWORK)',
      'While the network starts: dbcheck --wait 30s',
    ],
    page: `Looking up the host did not come to an answer: the name server is not reachable, is overloaded, or refused.
That is not the same as a name that does not exist, and often passes within seconds of a container's start.

If it stays: check /etc/resolv.conf, the container's network, and egress rules for port 53.`,
  }),
};
