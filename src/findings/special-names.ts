/** Names that exist in one place only, by the form of the name. */
export interface SpecialName {
  /** What kind of name it is. */
  readonly is: string;
  readonly fixes: readonly string[];
}

interface Row {
  readonly pattern: RegExp;
  readonly is: string;
  fixes(subject: string, host: string, container: boolean): readonly string[];
}

const HOST_GATEWAY = 'host.docker.internal:host-gateway';

/** The first whose pattern fits counts. */
const ROWS: readonly Row[] = [
  {
    pattern: /^(host|gateway)\.docker\.internal$/,
    is: 'Docker Desktop knows this name by itself; Docker on Linux only where it was added',
    fixes: (subject, host, container) => [
      ...(container
        ? []
        : [`Outside of a container the host is localhost: ${host} → localhost in ${subject}`]),
      `docker run --add-host ${HOST_GATEWAY}; Compose: extra_hosts: ["${HOST_GATEWAY}"]`,
      'Podman calls the host host.containers.internal',
    ],
  },
  {
    pattern: /^host\.containers\.internal$/,
    is: 'Podman gives this name to the host, inside its containers only',
    fixes: (subject, host, container) =>
      container
        ? [`podman run --add-host ${host}:host-gateway; in Docker the name is host.docker.internal`]
        : [`Outside of a container the host is localhost: ${host} → localhost in ${subject}`],
  },
  {
    pattern: /\.railway\.internal$/,
    is: 'A private name of Railway: it exists at run time inside the project, not in the build or on another machine',
    fixes: (subject) => [
      `Elsewhere use the public address, DATABASE_PUBLIC_URL (MYSQL_PUBLIC_URL) of the database's service, in ${subject}`,
      'On Railway: both services in one project and environment, and no connection during the build',
    ],
  },
  {
    pattern: /^dpg-[a-z0-9]+-a$/,
    is: 'An internal name of Render: it exists for services of the same account and region',
    fixes: (subject) => [
      `Elsewhere use the External Database URL of the database's page in ${subject} (dpg-…-a.REGION-postgres.render.com)`,
    ],
  },
  {
    pattern: /\.flycast$|^(?!.*\.(c|ec2|compute)\.)[a-z0-9.-]+\.internal$/,
    is: 'A private name: it exists inside its own network only (Fly and others end theirs so)',
    fixes: (subject) => [
      `From outside of Fly: fly proxy 15432:5432 -a APP, and localhost:15432 in ${subject}`,
      "Elsewhere, use the public address that the database's provider shows",
    ],
  },
  {
    pattern: /\.internal$/,
    is: "A private name of a cloud's network: it exists on machines of that network (VPC) only",
    fixes: (subject) => [`Run inside that network, or use the database's public address in ${subject}`],
  },
  {
    pattern: /\.svc$|\.svc\.|\.cluster\.local$/,
    is: 'A name of a Kubernetes Service: it exists inside the cluster only',
    fixes: (subject, host) => {
      const [service, namespace = 'NAMESPACE'] = host.split('.');
      return [
        `Outside of the cluster: kubectl port-forward -n ${namespace} svc/${service} 15432:5432, and localhost:15432 in ${subject}`,
      ];
    },
  },
  {
    pattern: /\.local$/,
    is: 'A name ending in .local is asked for on the local link (mDNS) or in a private zone; containers do neither by themselves',
    fixes: (subject) => [
      `Use the address of the machine in ${subject}, or a name that the name servers know`,
      'For a private zone (AWS Cloud Map): run in its network, or let its name servers be asked',
    ],
  },
  {
    pattern: /(^|\.)(test|example|invalid|localhost|example\.(com|org|net))$/,
    is: 'The ending is reserved for examples and tests: no name server knows such a name',
    fixes: (subject) => [`Put the real host into ${subject}, or the name into /etc/hosts`],
  },
  {
    pattern: /^[\w.-]+:[\w-]+:[\w-]+$/,
    is: 'This is the connection name of a Cloud SQL instance, which is no host',
    fixes: (subject, host) => [
      `In ${subject}, use the socket /cloudsql/${host}, or the Cloud SQL Auth Proxy: cloud-sql-proxy ${host}, and 127.0.0.1`,
    ],
  },
  {
    pattern: /^db\.[a-z]{20}\.supabase\.co$/,
    is: 'Supabase takes the name away while a project is paused, and when it is deleted',
    fixes: (subject, host) => [
      `Look whether the project ${host.split('.')[1]} is there and running: https://supabase.com/dashboard`,
      `Compare the project's reference in ${subject} with the one in the dashboard, letter by letter`,
    ],
  },
  {
    pattern: /\.rds\.amazonaws\.com(\.cn)?$/,
    is: 'The name of an RDS endpoint exists as long as its instance or cluster',
    fixes: () => ["aws rds describe-db-instances --query 'DBInstances[].Endpoint.Address'"],
  },
  {
    pattern: /\.private\.(postgres|mysql)\.database\.azure\.com$|\.privatelink\./,
    is: 'A private name of Azure: its private DNS zone has to be linked to the network that asks',
    fixes: () => [
      'az network private-dns link vnet list -g GROUP -z ZONE, and link the network of this machine',
    ],
  },
];

export function specialName(subject: string, host: string, container: boolean): SpecialName | null {
  const name = host.toLowerCase().replace(/\.$/, '');
  const row = ROWS.find(({ pattern }) => pattern.test(name));
  return row ? { is: row.is, fixes: row.fixes(subject, name, container) } : null;
}
