import { whatwg } from './bases.js';
import type { Reader } from './reader.js';

const jdbc = { ...whatwg, forms: ['jdbc'] } as const satisfies Omit<Reader, 'name'>;

/** Clients of the JVM. */
export const jvm: readonly Reader[] = [
  { ...jdbc, name: 'pgjdbc' },
  { ...jdbc, name: 'connectorj' },
  { ...jdbc, name: 'mariadb-jdbc' },
  { ...jdbc, name: 'sqlite-jdbc' },
];
