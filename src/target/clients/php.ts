import { php as parseUrl } from './bases.js';
import type { Reader } from './reader.js';

/** Clients of PHP. */
export const php: readonly Reader[] = [
  {
    ...parseUrl,
    name: 'laravel',
    schemes: ['mysql', 'mysql2', 'pgsql', 'postgres', 'postgresql', 'sqlite', 'sqlite3', 'mariadb'],
    plusIsSpace: false,
    noHost: 'null',
  },
  { ...parseUrl, name: 'doctrine' },
  { ...parseUrl, name: 'pdo', forms: ['pdo'], pgVariables: true, localSocket: true },
];
