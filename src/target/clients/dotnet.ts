import { MYSQL_CONNECTOR, NPGSQL, SQLITE_ADO } from './ado-keys.js';
import { whatwg } from './bases.js';
import type { Reader } from './reader.js';

// Nothing in such a string is decoded; several hosts are taken apart before each is looked at.
const ado = { ...whatwg, forms: ['ado'], decodesHost: false } as const satisfies Omit<Reader, 'name'>;

/** Clients of .NET, which all read `Name=value;…`. */
export const dotnet: readonly Reader[] = [
  { ...ado, name: 'npgsql', ado: NPGSQL, pgVariables: ['PGUSER', 'PGPASSWORD'], tls: { postgres: 'npgsql' } },
  { ...ado, name: 'mysql-ado', ado: MYSQL_CONNECTOR, tls: { mysql: 'mysql-ado', mariadb: 'mysql-ado' } },
  { ...ado, name: 'sqlite-ado', ado: SQLITE_ADO, tls: {} },
];
