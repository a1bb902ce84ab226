/** Where a server of a dialect listens when nothing is said. */
export const DEFAULT_PORTS: Readonly<Record<string, number>> = { postgres: 5432, mysql: 3306, mariadb: 3306 };
