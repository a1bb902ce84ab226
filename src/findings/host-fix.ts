import { type Answered, isPostgres, USER } from './answered.js';

const ALLOW_LISTS: Readonly<Record<string, string>> = {
  Supabase: 'Dashboard > Database > Settings > Network Restrictions: add the public address of this machine',
  Neon: 'Console > Settings > Network Security > IP Allow: add the public address of this machine, IPv4 and IPv6',
  Azure:
    'az NAME flexible-server firewall-rule create --resource-group GROUP --name SERVER --rule-name app --start-ip-address ADDRESS --end-ip-address ADDRESS',
  CockroachDB: 'Console > Networking > IP Allowlist: add the public address of this machine',
};
const PUBLIC_ADDRESS = "See this machine's public address: curl -s https://checkip.amazonaws.com";
const FIREWALL =
  "With a cloud database: add this machine's address to its firewall rules, authorized networks or security group";

/** What lets a machine in that the server turned away by its address. */
export function hostFix(_: string, facts: Answered): string[] {
  const { user, database, reason, by } = facts;
  switch (reason) {
    case 'allow-list': {
      const list =
        (by === null ? undefined : ALLOW_LISTS[by]) ??
        "Add this machine's public address to the network restrictions of the database (the provider's dashboard)";
      return [list.replace('NAME', isPostgres(facts) ? 'postgres' : 'mysql'), PUBLIC_ADDRESS];
    }
    case 'pooler-hba':
      return [
        by === 'Pgpool-II'
          ? `In pool_hba.conf: host ${database ?? 'all'} ${user ?? 'all'} ADDRESS/32 scram-sha-256, then: pgpool reload`
          : `In the pooler's own list (PgBouncer: auth_hba_file): host ${database ?? 'all'} ${user ?? 'all'} ADDRESS/32 scram-sha-256, then: RELOAD`,
      ];
    case 'blocked':
      return [
        'On the server: FLUSH HOSTS  (MySQL 8.4: TRUNCATE TABLE performance_schema.host_cache)',
        'Find what connects and leaves: raise log_warnings, look for aborted connections',
      ];
    case 'no-host-name':
      return [
        "Give this machine's address a name in the DNS of the server, or on the server: skip_name_resolve = ON",
      ];
  }
  if (isPostgres(facts)) {
    return [
      `In pg_hba.conf: host ${database ?? 'all'} ${user ?? 'all'} ADDRESS/32 scram-sha-256, then: SELECT pg_reload_conf()`,
      FIREWALL,
    ];
  }
  return [
    `CREATE USER '${user ?? USER}'@'%' IDENTIFIED BY '…'`,
    `If the user is there for another host: RENAME USER '${user ?? USER}'@'localhost' TO '${user ?? USER}'@'%'`,
    FIREWALL,
  ];
}
