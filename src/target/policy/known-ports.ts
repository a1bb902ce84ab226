/** Ports that belong to something else, by who answers there. */
const SERVICES: Readonly<Record<number, string>> = {
  5432: 'PostgreSQL',
  26257: 'CockroachDB',
  3306: 'MySQL',
  33060: 'the X protocol of MySQL',
  1433: 'SQL Server',
  1521: 'Oracle',
  27017: 'MongoDB',
  6379: 'Redis',
  9042: 'Cassandra',
  8123: 'ClickHouse',
  9200: 'Elasticsearch',
  11211: 'memcached',
  5672: 'RabbitMQ',
  9092: 'Kafka',
  22: 'SSH',
  80: 'web servers',
  443: 'web servers',
  8080: 'web servers',
};
const OWN: Readonly<Record<string, readonly number[]>> = {
  postgres: [5432, 26257],
  mysql: [3306],
  mariadb: [3306],
};

/** Who else answers at a port as a rule; undefined where a database of the dialect may. */
export function otherServiceAt(port: number, dialect: string): string | undefined {
  return OWN[dialect]?.includes(port) ? undefined : SERVICES[port];
}
