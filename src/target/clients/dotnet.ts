import { whatwg } from './bases.js';
import type { Reader } from './reader.js';

const ado = { ...whatwg, forms: ['ado'] } as const satisfies Omit<Reader, 'name'>;

/** Clients of .NET, which all read `Name=value;…`. */
export const dotnet: readonly Reader[] = [
  { ...ado, name: 'npgsql' },
  { ...ado, name: 'mysql-ado' },
  { ...ado, name: 'sqlite-ado' },
];
