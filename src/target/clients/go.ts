import { whatwg } from './bases.js';
import type { Reader } from './reader.js';

/** Clients of Go that have a form of their own. */
export const go: readonly Reader[] = [
  {
    ...whatwg,
    name: 'go-sql-driver',
    forms: ['go-dsn'],
    decodesHost: false,
    tls: { mysql: 'go-sql-driver', mariadb: 'go-sql-driver' },
  },
];
