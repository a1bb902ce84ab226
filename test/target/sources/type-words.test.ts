import { describe, expect, it } from 'vitest';
import { contextOf } from '../context.js';

const PG = 'postgres://u:p@h/d';

function conflicts(env: Record<string, string>, url?: string): string[] {
  const databases = url === undefined ? null : { main: { url } };
  return contextOf({ env, databases }).databases.flatMap(({ observations }) =>
    observations
      .filter(({ code }) => code === 'dialect/conflict')
      .map(
        ({ facts, severity }) =>
          `${severity} ${facts['first']} ${facts['second']} ${JSON.stringify(facts['says'])}`,
      ),
  );
}

const says = (
  variable: string,
  dialect: string,
  first = 'DATABASE_URL',
  other = 'postgres',
  severity = 'error',
) => [
  `${severity} ${first} ${variable} ${JSON.stringify([
    { variable, dialect },
    { variable: first, dialect: other },
  ])}`,
];

describe('a variable that names a dialect, beside a URL', () => {
  it.each<[Record<string, string>, string[]]>([
    [{ DATABASE_URL: PG, DATABASE_TYPE: 'sqlite' }, says('DATABASE_TYPE', 'sqlite')],
    [{ DATABASE_URL: PG, DB_ENGINE: 'django.db.backends.mysql' }, says('DB_ENGINE', 'mysql')],
    [{ DATABASE_URL: PG, DB_CONNECTION: 'mariadb' }, says('DB_CONNECTION', 'mariadb')],
    [{ DATABASE_URL: PG, DATABASE_BACKEND: 'MySQL' }, says('DATABASE_BACKEND', 'mysql')],
    [{ DATABASE_URL: PG, ARAGORA_DB_BACKEND: 'sqlite' }, says('ARAGORA_DB_BACKEND', 'sqlite')],
    [
      { DATABASE_URL: PG, STORAGE_BACKEND: 'sqlite' },
      says('STORAGE_BACKEND', 'sqlite', 'DATABASE_URL', 'postgres', 'warning'),
    ],
    [
      { DATABASE_URL: 'sqlite:////a.db', DB_DRIVER: 'pymysql' },
      says('DB_DRIVER', 'mysql', 'DATABASE_URL', 'sqlite'),
    ],
    [
      { DATABASE_URL: PG, BILLING_DB_URL: 'mysql://u:p@h/d', BILLING_DB_TYPE: 'postgres' },
      says('BILLING_DB_TYPE', 'postgres', 'BILLING_DB_URL', 'mysql'),
    ],
    [{ DATABASE_URL: PG, BILLING_DB_URL: 'mysql://u:p@h/d', OTHER_DB_TYPE: 'sqlite' }, []],
    [{ DATABASE_URL: PG, DATABASE_TYPE: 'postgresql' }, []],
    [{ DATABASE_URL: 'mysql://u:p@h/d', DATABASE_TYPE: 'mariadb' }, []],
    [{ DATABASE_URL: PG, DATABASE_TYPE: 'managed' }, []],
    [{ DATABASE_URL: PG, DATABASE_TYPE: 'mongodb' }, []],
    [
      { DATABASE_URL: PG, CACHE_BACKEND: 'sqlite', CELERY_RESULT_BACKEND: 'mysql', VECTOR_DB_TYPE: 'sqlite' },
      [],
    ],
    [{ DATABASE_URL: PG, DB_CONNECTION: 'mysql', DB_HOST: 'h' }, []],
    [{ DATABASE_TYPE: 'sqlite', MARIADB_HOST: 'h' }, []],
    [{ DATABASE_URL: 'nothing', DATABASE_TYPE: 'sqlite' }, []],
  ])('%j', (env, expected) => expect(conflicts(env)).toEqual(expected));

  it('is no conflict where the configuration says which counts', () => {
    expect(conflicts({ DATABASE_URL: PG, DATABASE_TYPE: 'sqlite' }, '${DATABASE_URL}')).toEqual([]);
  });

  it('takes no time, whatever the name is', () => {
    const startedAt = performance.now();
    conflicts({ DATABASE_URL: PG, [`${'A_'.repeat(20_000)}DB_TYPE`]: 'sqlite' });
    expect(performance.now() - startedAt).toBeLessThan(500);
  });
});
