import { php as parseUrl } from './bases.js';
import type { Reader } from './reader.js';

/** Clients of PHP. */
export const php: readonly Reader[] = [
  {
    ...parseUrl,
    name: 'laravel',
    schemes: ['mysql', 'mysql2', 'pgsql', 'postgres', 'postgresql', 'sqlite', 'sqlite3', 'mariadb'],
    query: 'wins',
    partNames: { host: 'host', port: 'port', username: 'user', password: 'password', database: 'database' },
    jsonParts: true,
    defaultFile: 'database/database.sqlite',
  },
  {
    ...parseUrl,
    name: 'doctrine',
    query: 'wins',
    partNames: { host: 'host', port: 'port', user: 'user', password: 'password', dbname: 'database' },
  },
  { ...parseUrl, name: 'pdo', forms: ['pdo'], pgVariables: true, localSocket: true },
];
