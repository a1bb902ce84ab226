import { describe, expect, it } from 'vitest';
import type { DatabaseSettings } from '../../src/config/settings.js';
import { describeTarget, targetFields } from '../../src/target/describe.js';
import type { Database } from '../../src/target/target.js';
import { contextOf, onlyDatabase } from './context.js';

const targets = (databases: readonly Database[]) =>
  databases.map(({ name, target }) => [name, target && describeTarget(target)]);
const codes = ({ observations }: Database) =>
  observations.map(({ code, subject, facts }) => `${subject} ${code} ${facts['reason'] ?? ''}`.trim());
const main = (database: DatabaseSettings, env: Record<string, string> = {}) =>
  onlyDatabase({ env, databases: { main: database } });

describe('without a configuration, databases are found among the variables', () => {
  it.each<[Record<string, string>, [string, string | null][]]>([
    [{ DATABASE_URL: 'postgres://u:p@h/d' }, [['DATABASE_URL', 'postgres://u@h:5432/d']]],
    [{ BILLING_DB_URL: 'mysql://u:p@h/d' }, [['BILLING_DB_URL', 'mysql://u@h:3306/d']]],
    [{ MYSQL_URL: '', DATABASE_URL: '  ' }, []],
    [{ DATABASE_URLS: 'postgres://u:p@h/d' }, []],
    [
      { DATABASE_URL: 'postgres://u:p@h/d', CACHE_DATABASE_URL: 'postgres://u:p@h2/d' },
      [
        ['DATABASE_URL', 'postgres://u@h:5432/d'],
        ['CACHE_DATABASE_URL', 'postgres://u@h2:5432/d'],
      ],
    ],
    [{ PGHOST: 'h', PGUSER: 'u', PGDATABASE: 'd' }, [['PGHOST', 'postgres://u@h:5432/d']]],
    [{ PGUSER: 'u', PGDATABASE: 'd' }, []],
    [{ PGHOST: '/run/pg', PGPORT: '5433' }, [['PGHOST', 'postgres:///?host=/run/pg&port=5433']]],
    [
      { POSTGRES_HOST: 'h', POSTGRES_PORT: '5433', POSTGRES_DB: 'd' },
      [['POSTGRES_HOST', 'postgres://h:5433/d']],
    ],
    [{ MYSQL_HOST: 'h', MYSQL_USER: 'u', MYSQL_DATABASE: 'd' }, [['MYSQL_HOST', 'mysql://u@h:3306/d']]],
    [{ MARIADB_HOST: 'h', MARIADB_DATABASE: 'd' }, [['MARIADB_HOST', 'mariadb://h:3306/d']]],
    [{ DB_HOST: 'h', DB_CONNECTION: 'pgsql', DB_DATABASE: 'd' }, [['DB_HOST', 'postgres://h:5432/d']]],
    [
      { DB_HOST: 'h', DB_ENGINE: 'django.db.backends.mysql', DB_NAME: 'd' },
      [['DB_HOST', 'mysql://h:3306/d']],
    ],
    [{ DB_HOST: 'h', DB_PORT: '3306', DB_NAME: 'd' }, [['DB_HOST', 'mysql://h:3306/d']]],
    [{ DB_HOST: 'h', DB_NAME: 'd' }, [['DB_HOST', null]]],
  ])('%j', (env, expected) => {
    expect(targets(contextOf({ env }).databases)).toEqual(expected);
  });

  it('takes two variables with the same value for one database', () => {
    const value = 'postgres://u:p@h/d';
    const database = onlyDatabase({ env: { POSTGRES_URL: value, DATABASE_URL: value } });
    expect([database.name, database.variables]).toEqual(['DATABASE_URL', ['DATABASE_URL', 'POSTGRES_URL']]);
  });

  it('fills what a URL leaves out from the PG variables', () => {
    const { target } = onlyDatabase({
      env: { DATABASE_URL: 'postgres://h/d', PGUSER: 'u', PGPASSWORD: 'p' },
    });
    expect([target?.user, target?.password?.reveal(), target?.sources['user']]).toEqual([
      'u',
      'p',
      'variable PGUSER',
    ]);
  });
});

describe('the files of libpq', () => {
  const env = { PGSSLROOTCERT: '/certs/ca.pem', PGSSLCERT: '/certs/c.crt', PGSSLKEY: '/certs/c.key' };
  const filled = ['/certs/ca.pem', '/certs/c.crt', '/certs/c.key'];

  it.each<[string, string, (string | null)[]]>([
    ['libpq', '', filled],
    ['psycopg2', '', filled],
    ['asyncpg', '', filled],
    ['any', '', filled],
    ['node-pg', '', [null, null, null]],
    ['libpq', '&sslrootcert=/own.pem', ['/own.pem', '/certs/c.crt', '/certs/c.key']],
  ])('of %s come from the PG variables where ?sslmode=verify-full%s names none', (client, more, files) => {
    const url = `postgres://u:p@h/d?sslmode=verify-full${more}`;
    const { target } = onlyDatabase({
      env: { ...env, DATABASE_URL: url },
      databases: { main: { url: '${DATABASE_URL}', client } },
    });
    expect([target?.tls.ca, target?.tls.cert, target?.tls.key?.reveal() ?? null]).toEqual(files);
    expect(target?.tls.effective).toBe('verify-full');
  });
});

describe('two descriptions of one database', () => {
  it.each<[Record<string, string>, string[]]>([
    [{ MARIADB_URI: 'mysql://u:p@h/d', MARIADB_HOST: 'h', MARIADB_USER: 'u', MARIADB_PASSWORD: 'p' }, []],
    [{ MARIADB_URI: 'mysql://u:p@h1/d', MARIADB_HOST: 'h2' }, ['host']],
    [
      { MYSQL_URL: 'mysql://u:p@h/d', MYSQL_HOST: 'h', MYSQL_PASSWORD: 'q', MYSQL_PORT: '3307' },
      ['port', 'password'],
    ],
    [{ DATABASE_URL: 'postgres://u:p@h/d', PGHOST: 'h', PGDATABASE: 'e' }, ['database']],
    [{ DATABASE_URL: 'postgres://u:p@h/d', DB_HOST: 'h', DB_NAME: 'd' }, []],
    [{ DB_URL: 'postgres://u:p@h/d', DB_HOST: 'h', DB_CONNECTION: 'mysql' }, ['dialect', 'port']],
  ])('%j differ in %j', (env, differs) => {
    const { observations } = onlyDatabase({ env });
    const conflicts = observations.filter(({ code }) => code === 'dialect/conflict');
    expect(conflicts.map(({ facts }) => facts['differs'])).toEqual(differs.length > 0 ? [differs] : []);
  });

  it('are two databases where the dialects differ', () => {
    const env = { DATABASE_URL: 'postgres://u:p@h/d', MYSQL_HOST: 'm' };
    expect(contextOf({ env }).databases.map(({ name }) => name)).toEqual(['DATABASE_URL', 'MYSQL_HOST']);
  });
});

describe('a declared database', () => {
  it('is named by the variable that its URL came whole from', () => {
    expect(codes(main({ url: '${A}' }, { A: 'postgres://u:p@h:x/d' }))).toEqual([
      'A url/bad-port not-a-number',
    ]);
    expect(codes(main({ url: '${A}/d' }, { A: 'postgres://u:p@h:x' }))).toEqual([
      'databases.main.url url/bad-port not-a-number',
    ]);
  });

  it('says which variables it lacks', () => {
    const database = main({ url: 'mysql://u:${PW}@h/${DB:?the name}' });
    expect([database.target, database.missing]).toEqual([
      null,
      [
        { variable: 'PW', message: null },
        { variable: 'DB', message: 'the name' },
      ],
    ]);
  });

  const parts = {
    dialect: '${T}',
    file: 'app.db',
    host: '${H}',
    user: 'u',
    password: '${PW}',
    database: 'd',
  };

  it.each<[string, DatabaseSettings, Record<string, string>, string | null, string[]]>([
    [
      'the URL over the parts',
      { url: '${A}', ...parts },
      { A: 'postgres://u@x/d' },
      'postgres://u@x:5432/d',
      [],
    ],
    [
      'the parts where the URL is empty',
      { url: '${A:-}', ...parts },
      { T: 'mariadb', H: 'h', PW: 'p' },
      'mariadb://u@h:3306/d',
      [],
    ],
    [
      'the parts where the URL is not set',
      { url: '${A}', ...parts },
      { T: 'mysql', H: 'h', PW: 'p' },
      'mysql://u@h:3306/d',
      [],
    ],
    ['the file alone for SQLite', parts, { T: 'sqlite' }, 'sqlite:///app.db', []],
    ['the host for a server, and not the file', parts, { T: 'mariadb' }, null, ['H', 'PW']],
  ])('takes %s', (_, database, env, target, missing) => {
    const found = main(database, env);
    expect(found.target && describeTarget(found.target)).toBe(target);
    expect(found.missing.map(({ variable }) => variable)).toEqual(missing);
  });

  it.each<[DatabaseSettings, string]>([
    [
      { host: 'h', port: 'tcp://10.0.0.1:5432', dialect: 'postgres' },
      'databases.main.port url/bad-port service-link',
    ],
    [{ host: 'h', port: '70000', dialect: 'mysql' }, 'databases.main.port url/bad-port out-of-range'],
    [{ host: 'h', port: 'abc', dialect: 'mysql' }, 'databases.main.port url/bad-port not-a-number'],
    [{ host: 'postgres://u:p@h/d', dialect: 'postgres' }, 'databases.main.host url/bad-host holds-url'],
    [{ host: 'h:5432', dialect: 'postgres' }, 'databases.main.host url/bad-host has-port'],
    [{ host: '[::1]', dialect: 'postgres' }, 'databases.main.host url/bad-host brackets'],
    [{ host: 'h ', dialect: 'postgres' }, 'databases.main.host url/bad-host character'],
    [{ host: 'h', dialect: 'postgrs' }, 'databases.main.dialect dialect/unknown unknown-word'],
    [{ host: 'h', dialect: 'oracle' }, 'databases.main.dialect dialect/unknown unsupported'],
    [{ host: 'h' }, 'databases.main.host dialect/unknown no-dialect'],
    [{ database: 'd', dialect: 'mysql' }, 'databases.main.dialect url/missing-part no-host'],
    [{ dialect: 'sqlite' }, 'databases.main.dialect url/missing-part no-file'],
    [
      { url: 'postgres://u@h/d', client: 'sqlalchmy' },
      'databases.main.client dialect/client-mismatch unknown-client',
    ],
  ])('%j: %s', (database, expected) => {
    expect(codes(main(database))).toContain(expected);
  });

  it.each<[DatabaseSettings, string | null]>([
    [{ url: 'postgres://u:p@h/d?sslmode=require', tls: { mode: 'require' } }, null],
    [{ url: 'postgres://u:p@h/d?sslmode=require', tls: { mode: 'verify-full' } }, 'require'],
    [{ url: 'postgres://u:p@h/d', tls: { mode: 'require' } }, 'prefer'],
    [{ url: 'postgres://u:p@h/d', tls: { mode: 'require' }, client: 'node-pg' }, 'disable'],
    [{ url: 'mysql+pymysql://u:p@h/d', tls: { mode: 'verify-ca', ca: '/ca.pem' } }, null],
    [{ url: 'mysql+pymysql://u:p@h/d?ssl_disabled=true', tls: { mode: 'require' } }, 'disable'],
    [
      {
        url: 'mysql+pymysql://u:p@h/d?ssl_check_hostname=false',
        tls: { mode: 'verify-full', ca: '/ca.pem' },
      },
      'verify-ca',
    ],
    [{ url: 'sqlite:////a.db', tls: { mode: 'require' } }, null],
    [{ dialect: 'mysql', host: 'h', tls: { mode: 'verify-full' } }, null],
  ])('%j asks for too little TLS: %s', (database, mode) => {
    const found = main(database).observations.find(({ code }) => code === 'tls/mode-too-weak');
    expect(found?.facts['mode'] ?? null).toBe(mode);
  });

  it('takes tls.mode for what parts ask for, and the files of the configuration', () => {
    const { target } = main(
      { dialect: 'mysql', host: 'h', tls: { mode: 'verify-ca', ca: '${CA}', key: '/k' } },
      { CA: '/ca.pem' },
    );
    expect([target?.tls.mode, target?.tls.effective, target?.tls.ca, target?.tls.key?.reveal()]).toEqual([
      'verify-ca',
      'verify-ca',
      '/ca.pem',
      '/k',
    ]);
  });
});

describe('what is said of a target', () => {
  it('has every field of the contract, with the source of each, and no secret', () => {
    const env = {
      DATABASE_URL:
        'postgresql+psycopg2://app:s3cr%40t@db/app?sslmode=require&application_name=x&sslpassword=hidden',
    };
    const { target } = onlyDatabase({ env });
    expect(target && targetFields(target)).toEqual({
      dialect: 'postgres',
      driver: 'psycopg2',
      grammar: 'sqlalchemy',
      hosts: [{ host: 'db', port: 5432 }],
      database: 'app',
      user: 'app',
      passwordSet: true,
      socket: null,
      file: null,
      tlsMode: 'require',
      tlsEffective: 'require',
      provider: null,
      parameters: { application_name: 'x', sslpassword: null },
      target: 'postgres://app@db:5432/app?sslmode=require',
      sources: {
        ...Object.fromEntries(
          ['dialect', 'driver', 'host', 'user', 'password', 'database', 'tlsMode', 'parameters'].map(
            (field) => [field, 'variable DATABASE_URL'],
          ),
        ),
        port: 'default of postgres',
        client: 'form of variable DATABASE_URL',
      },
    });
  });

  it.each([
    ['postgresql+psycopg2://u:p@db/d?tag=a&tag=b', { tag: ['a', 'b'] }],
    ['postgres://u:p@db/d?passfile=/run/pgpass', { passfile: '/run/pgpass' }],
    ['postgres://u:p@db/d?passfile=s3cret', { passfile: null }],
    ['u:p@tcp(db)/d?allowOldPasswords=true', { allowOldPasswords: 'true' }],
  ])('shows what the parameters of %s say', (text, parameters) => {
    const { target } = onlyDatabase({ env: { DATABASE_URL: text } });
    expect(target && targetFields(target).parameters).toEqual(parameters);
  });

  it('names the file that a variable came from', () => {
    const { target } = onlyDatabase({ application: { DATABASE_URL: 'postgres://u:p@h/d' } });
    expect(target?.sources['host']).toBe('variable DATABASE_URL (config.yaml:database_url)');
  });

  it('names no target where the name of the database is a whole URL', () => {
    const { target, observations } = main({ url: 'dbname=postgres://u:p@h/d', client: 'libpq' });
    expect([target, observations.map(({ code, severity }) => `${severity} ${code}`)]).toEqual([
      null,
      ['error url/wrong-form'],
    ]);
  });

  it('names no target where clients do not agree about the host', () => {
    for (const client of ['any', 'libpq', 'mysql2', 'sqlalchemy', 'django']) {
      const { target, observations } = main({ url: 'mysql://u:p@ssw0rd@h/d', client });
      expect(target, client).toBe(null);
      expect(
        observations.map(({ code }) => code),
        client,
      ).toContain('url/ambiguous');
    }
  });

  it('masks the password in every form that foreign text may have it in', () => {
    const { variables } = contextOf({ env: { DATABASE_URL: 'postgres://u:p%40ssw0rd@h/d' } });
    expect(variables.secrets.scrub('p%40ssw0rd p@ssw0rd postgres://u:p%40ssw0rd@h/d')).not.toContain(
      'ssw0rd',
    );
  });
});
