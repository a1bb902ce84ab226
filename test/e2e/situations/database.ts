import { inject } from 'vitest';
import type { LeftOut, Situation } from './situation.js';
import { at, urlOf } from './worlds.js';

export const database: readonly Situation[] = [
  {
    id: 'db-3D000',
    world: () => at(urlOf(inject('postgres'), { database: 'no_such_db' })),
    code: 'connect/database-missing',
    says: /"?no_such_db"?.*CREATE DATABASE "?no_such_db"?/s,
  },
  {
    id: 'db-default-name',
    world: () =>
      at(
        urlOf(inject('postgres'), {
          user: 'admin',
          password: inject('postgres').admin.password,
          database: '',
        }),
      ),
    code: 'connect/database-missing',
    says: /names no database.*user|no database.*name of the user|user's name/s,
  },
  {
    id: 'db-1049',
    world: () => {
      const { admin } = inject('mariadb');
      return at(urlOf(inject('mariadb'), { ...admin, database: 'no_such_db' }));
    },
    code: 'connect/database-missing',
    says: /1049.*CREATE DATABASE/s,
  },
  ...['no_such_db', 'closed'].map((name) => ({
    id: 'db-1044',
    variant: name,
    world: () => at(urlOf(inject('mariadb'), { database: name })),
    code: 'connect/database-denied' as const,
    says: /1044.*does not exist.*GRANT|does not exist.*1044.*GRANT/s,
  })),
  {
    id: 'db-connect-privilege',
    world: () => at(urlOf(inject('postgres'), { database: 'closed' })),
    code: 'connect/database-denied',
    says: /GRANT CONNECT ON DATABASE "?closed"? TO "?app"?/,
  },
  {
    id: 'db-not-accepting',
    world: () => at(urlOf(inject('postgres'), { database: 'frozen' })),
    code: 'state/not-accepting',
    transient: true,
    says: /ALTER DATABASE "?frozen"? (WITH )?ALLOW_CONNECTIONS true/,
  },
  {
    id: 'db-server-too-old',
    world: () =>
      at(inject('postgres').url, {
        files: { 'dbcheck.yaml': 'databases: { main: { url: "${DATABASE_URL}", version: ">=99" } }' },
      }),
    code: 'state/version-too-old',
    says: />=99/,
  },
];

const LATER = 'what lies in a database is for the check `schema`, which comes later';

export const databaseLeftOut: LeftOut = {
  'db-42P01': LATER,
  'db-3F000': LATER,
  'db-failed-migration': LATER,
  'db-extension': LATER,
  'db-charset': LATER,
  'db-write-privilege': LATER,
};
