import { describe, expect, it } from 'vitest';
import { describeTarget } from '../../../src/target/describe.js';
import { describeUrl } from '../../../src/target/sources/described.js';
import { fillLogin } from '../../../src/target/sources/fill-login.js';
import { givenByVariable } from '../../../src/target/sources/given.js';
import { contextOf, onlyDatabase } from '../context.js';
import { folder, packageJson } from '../project/folder.js';

const told = (env: Record<string, string>) =>
  contextOf({ env }).databases.map(({ name, target, observations }) => [
    name,
    target && describeTarget(target),
    ...observations.filter(({ severity }) => severity !== 'warning').map(({ facts }) => facts['reason']),
  ]);

describe('the separate variables of frameworks', () => {
  it.each<[Record<string, string>, (string | null)[][]]>([
    [
      {
        DB_CONNECTION: 'mysql',
        DB_HOST: 'h',
        DB_PORT: '3307',
        DB_DATABASE: 'd',
        DB_USERNAME: 'u',
        DB_PASSWORD: 'p',
      },
      [['DB_HOST', 'mysql://u@h:3307/d']],
    ],
    [
      { DB_CONNECTION: 'sqlite', DB_DATABASE: '/data/app.sqlite' },
      [['DB_DATABASE', 'sqlite:////data/app.sqlite']],
    ],
    [
      { DB_CONNECTION: 'sqlite', DB_HOST: '127.0.0.1', DB_DATABASE: 'app.sqlite' },
      [['DB_DATABASE', 'sqlite:///app.sqlite']],
    ],
    [{ DB_CONNECTION: 'sqlite' }, []],
    [
      { DB_CONNECTION: 'mysql', DB_SOCKET: '/run/m.sock', DB_DATABASE: 'd' },
      [['DB_HOST', 'mysql:///d?socket=/run/m.sock']],
    ],
    [{ DB_CONNECTION: 'mysql', DB_DATABASE: 'd' }, []],
    [
      { WORDPRESS_DB_HOST: 'db:3307', WORDPRESS_DB_USER: 'u', WORDPRESS_DB_NAME: 'wp' },
      [['WORDPRESS_DB_HOST', 'mysql://u@db:3307/wp']],
    ],
    [{ WORDPRESS_DB_HOST: 'db' }, [['WORDPRESS_DB_HOST', 'mysql://db:3306']]],
    [{ WORDPRESS_DB_HOST: '[2001:db8::1]' }, [['WORDPRESS_DB_HOST', 'mysql://[2001:db8::1]:3306']]],
    [{ WORDPRESS_DB_HOST: '[2001:db8::1]:3307' }, [['WORDPRESS_DB_HOST', 'mysql://[2001:db8::1]:3307']]],
    [
      { WORDPRESS_DB_HOST: 'localhost:/run/m.sock', WORDPRESS_DB_NAME: 'wp' },
      [['WORDPRESS_DB_HOST', 'mysql:///wp?socket=/run/m.sock']],
    ],
    [{ WORDPRESS_DB_HOST: ':/run/m.sock' }, [['WORDPRESS_DB_HOST', 'mysql:///?socket=/run/m.sock']]],
    [{ WORDPRESS_DB_HOST: 'mysql://db:3306' }, [['WORDPRESS_DB_HOST', null, 'holds-url']]],
    [{ WORDPRESS_DB_HOST: 'db:70000' }, [['WORDPRESS_DB_HOST', null, 'out-of-range']]],
    [{ PGHOST: 'h1,h2', PGPORT: '5433,5434', PGDATABASE: 'd' }, [['PGHOST', 'postgres://h1:5433,h2:5434/d']]],
    [{ PGHOSTADDR: '10.0.0.1' }, [['PGHOST', 'postgres://10.0.0.1:5432']]],
    [{ MYSQL_HOST: 'db:3306' }, [['MYSQL_HOST', null, 'has-port']]],
    [{ DB_HOST: 'mysql://u:p@h/d', DB_CONNECTION: 'mysql' }, [['DB_HOST', null, 'holds-url']]],
    [{ MYSQL_HOST: 'mysql', MYSQL_PORT: 'tcp://10.0.0.1:3306' }, [['MYSQL_HOST', null, 'service-link']]],
  ])('%j', (env, expected) => expect(told(env)).toEqual(expected));
});

describe('the URLs of frameworks', () => {
  it.each<[Record<string, string>, string[]]>([
    [
      { DATABASE_URL: 'postgres://u:p@pool/d', DIRECT_URL: 'postgres://u:p@direct/d' },
      ['DATABASE_URL', 'DIRECT_URL'],
    ],
    [{ DATABASE_URL: 'postgres://u:p@h/d', DIRECT_URL: 'https://example.com/' }, ['DATABASE_URL']],
    [
      { ConnectionStrings__Default: 'Server=tcp:x.database.windows.net,1433;User ID=u;Password=pw' },
      ['ConnectionStrings__Default'],
    ],
    [
      {
        ConnectionStrings__Default: 'Server=tcp:x.database.windows.net,1433;User ID=u;Password=pw',
        DATABASE_URL: 'mysql://h/d',
      },
      ['DATABASE_URL'],
    ],
    [{ ConnectionStrings__Redis: 'localhost:6379,abortConnect=false' }, []],
    [{ ConnectionStrings__Storage: 'DefaultEndpointsProtocol=https;AccountName=x;AccountKey=y' }, []],
    [{ ConnectionStrings__Default: 'postgres://u:p@h/d' }, ['ConnectionStrings__Default']],
    [{ SPRING_DATASOURCE_URL: 'jdbc:postgresql://h/d' }, ['SPRING_DATASOURCE_URL']],
    [
      { PRIMARY_DATABASE_URL: 'mysql2://h/d', CACHE_DATABASE_URL: 'mysql2://h/c' },
      ['CACHE_DATABASE_URL', 'PRIMARY_DATABASE_URL'],
    ],
  ])('%j', (env, expected) => expect(contextOf({ env }).databases.map(({ name }) => name)).toEqual(expected));

  it('are no conflict where one is the pooler and the other direct', () => {
    const env = {
      DATABASE_URL: 'postgres://u:p@pool:6543/d?pgbouncer=true',
      DIRECT_URL: 'postgres://u:p@direct/d',
      SHADOW_DATABASE_URL: 'postgres://u:p@direct/shadow',
    };
    const { databases } = contextOf({ env });
    expect(databases.flatMap(({ observations }) => observations.map(({ code }) => code))).not.toContain(
      'dialect/conflict',
    );
  });

  it('of .NET count where the project says whose they are', () => {
    const cwd = folder({ 'App.csproj': '<PackageReference Include="MySqlConnector" />' });
    const env = { ConnectionStrings__Main: 'Server=h;Uid=u;Pwd=pw;Database=d' };
    expect(
      contextOf({ cwd, env }).databases.map(({ name, known }) => [name, known?.grammar, known?.sources]),
    ).toEqual([['ConnectionStrings__Main', 'mysql-ado', { client: 'App.csproj names MySqlConnector' }]]);
  });

  it.each([
    ['SPRING_DATASOURCE_URL', 'jdbc:mariadb://h/d', 'mariadb-jdbc'],
    ['SPRING_R2DBC_URL', 'r2dbc:postgresql://u:S3cretQX@h/d', 'r2dbc'],
  ])('of Spring are read by the client of their form and dialect: %s', (name, url, grammar) => {
    const { known, target } = onlyDatabase({ env: { [name]: url } });
    expect(known).toMatchObject({ grammar, sources: { client: `name of ${name}` } });
    expect(target?.hosts[0]?.host).toBe('h');
  });

  it('of Quarkus may hold a plain URL for its reactive clients', () => {
    const { target } = onlyDatabase({ env: { QUARKUS_DATASOURCE_REACTIVE_URL: 'postgresql://h/d' } });
    expect(target?.hosts[0]?.host).toBe('h');
  });

  it('of Spring are read by the driver that the project lists', () => {
    const cwd = folder({ 'pom.xml': '<artifactId>mariadb-java-client</artifactId>' });
    const { observations } = onlyDatabase({ cwd, env: { SPRING_DATASOURCE_URL: 'jdbc:mysql://h/d' } });
    expect(observations.map(({ severity, code }) => `${severity} ${code}`)).toEqual([
      'error dialect/client-mismatch',
    ]);
  });
});

describe('the login beside the URL of a framework', () => {
  const spring = { SPRING_DATASOURCE_USERNAME: 'u', SPRING_DATASOURCE_PASSWORD: 'S3cretQX' };
  const filled = (url: string, subject: string) => {
    const { variables } = contextOf({ env: { ...spring, [subject]: url } });
    const given = givenByVariable(subject, variables);
    if (!given) throw new Error('the variable is set');
    const described = fillLogin(
      describeUrl(given, { client: 'any', label: null, seen: [] }, variables),
      variables,
    );
    return { ...described, login: [described.reading.user, described.reading.password?.reveal() ?? null] };
  };

  it('fills what the URL leaves out', () => {
    const { login, sources, reading } = filled('mysql://h/d', 'SPRING_DATASOURCE_URL');
    expect(login).toEqual(['u', 'S3cretQX']);
    expect(sources['password']).toBe('variable SPRING_DATASOURCE_PASSWORD');
    expect(reading.secrets).toContain('S3cretQX');
  });

  it.each<[string, string, Record<string, string>, (string | null)[]]>([
    [
      'KC_DB_URL',
      'jdbc:postgresql://h/d',
      { KC_DB_USERNAME: 'kc', KC_DB_PASSWORD: 'S3cretQX' },
      ['kc', 'S3cretQX'],
    ],
    ['APP_DATABASE_URL', 'mysql://h/d', { APP_DATABASE_USER: 'a' }, ['a', null]],
    [
      'APP_DATABASE_URL',
      'mysql://b:c@h/d',
      { APP_DATABASE_USER: 'a', APP_DATABASE_PASSWORD: 'x' },
      ['b', 'c'],
    ],
    ['APP_DATABASE_URL', 'mysql://h/d', { APP_DATABASE_PASSWORD: 'x' }, [null, null]],
  ])('is found by the prefix of %s: %s', (name, url, env, expected) => {
    const { target } = onlyDatabase({ env: { [name]: url, ...env } });
    expect([target?.user, target?.password?.reveal() ?? null]).toEqual(expected);
  });

  it('stands back where the URL has one, and beside another variable', () => {
    expect(filled('mysql://a:b@h/d', 'SPRING_DATASOURCE_URL').login).toEqual(['a', 'b']);
    expect(filled('mysql://h/d', 'DATABASE_URL').login).toEqual([null, null]);
  });
});

it('Laravel has a file of its own for DB_CONNECTION=sqlite', () => {
  const cwd = folder({ 'composer.json': '{"require":{"laravel/framework":"*"}}' });
  const { name, target } = onlyDatabase({ cwd, env: { DB_CONNECTION: 'sqlite' } });
  expect([name, target?.file, target?.sources['file']]).toEqual([
    'DB_CONNECTION',
    'database/database.sqlite',
    'default of laravel',
  ]);
});

it.each<[string[], string | null, string | undefined]>([
  [['mysql2'], 'mysql', 'package.json names mysql2'],
  [['pg', 'mysql2'], null, undefined],
  [['sequelize', 'mysql2'], null, undefined],
])('the dialect of DB_HOST is that of the drivers, if they are for one: %j', (packages, dialect, source) => {
  const { known, target } = onlyDatabase({
    cwd: folder(packageJson(packages)),
    env: { DB_HOST: 'h', DB_USER: 'u' },
  });
  expect([known?.dialect ?? null, target?.sources['dialect']]).toEqual([dialect, source]);
});

it.each([
  [{ POSTGRES_URL: 'postgres://u:pw@h2/d' }, ['warning POSTGRES_URL host']],
  [{ POSTGRES_URL: 'postgres://u:pw@h1/d?sslmode=require' }, []],
  [{ MYSQL_URL: 'mysql://u:pw@h2/d' }, []],
  [{ REPORTS_DATABASE_URL: 'postgres://u:pw@h2/d' }, []],
])('a second URL beside DATABASE_URL that says something else: %j', (env, expected) => {
  const { databases } = contextOf({ env: { DATABASE_URL: 'postgres://u:pw@h1/d', ...env } });
  expect(
    databases
      .flatMap(({ observations }) => observations)
      .filter(({ code }) => code === 'dialect/conflict')
      .map(({ severity, facts }) => `${severity} ${facts['second']} ${facts['differs']}`),
  ).toEqual(expected);
});

describe('Laravel takes DB_URL over the parts', () => {
  const env = { DB_URL: 'mysql://u:p@h1/d', DB_HOST: 'h2', DB_CONNECTION: 'mysql' };
  const severities = (files: Record<string, string>) =>
    onlyDatabase({ env, cwd: folder(files) })
      .observations.filter(({ code }) => code === 'dialect/conflict')
      .map(({ severity }) => severity);

  it('so that parts which say something else are a warning there', () => {
    expect(severities({ 'composer.json': '{"require":{"laravel/framework":"*"}}' })).toEqual(['warning']);
    expect(severities({})).toEqual(['error']);
  });
});

describe('the variables of libpq beside a URL', () => {
  it.each<[Record<string, string>, string | null]>([
    [{ PGHOST: 'h1,h2', PGPORT: '5433' }, 'postgres://h1:5433,h2:5433/d'],
    [{ PGHOST: '/run/pg', PGPORT: '5433' }, 'postgres:///d?host=/run/pg&port=5433'],
    [{ PGHOSTADDR: '10.0.0.1' }, 'postgres://10.0.0.1:5432/d'],
    [{ PGHOST: 'h', PGPORT: 'tcp://10.0.0.1:5432' }, null],
  ])('%j', (env, expected) => {
    const { target } = onlyDatabase({ env: { DATABASE_URL: 'postgresql:///d', ...env } });
    expect(target && describeTarget(target)).toBe(expected);
  });

  it('name one host for a client that does not split them', () => {
    const env = { DATABASE_URL: 'postgresql:///d', PGHOST: 'h1,h2' };
    const databases = (client: string) => ({ main: { url: '${DATABASE_URL}', client } });
    const told = (client: string) =>
      onlyDatabase({ env, databases: databases(client) }).observations.map(
        ({ subject, facts }) => `${subject} ${facts['reason']}`,
      );
    expect(told('node-pg')).toContain('PGHOST several-hosts');
    expect(told('sqlalchemy')).not.toContain('PGHOST several-hosts');
  });

  it('name a service whose file is not read', () => {
    const found = (env: Record<string, string>) =>
      contextOf({ env: { PGSERVICE: 's', ...env } }).databases.flatMap(({ observations }) =>
        observations.map(({ subject, severity, facts }) => `${severity} ${subject} ${facts['reason']}`),
      );
    expect(found({ DATABASE_URL: 'postgresql://u:p@/d' })).toContain('warning PGSERVICE service-file');
    expect(found({ PGHOST: 'h' })).toContain('warning PGSERVICE service-file');
    expect(found({ DATABASE_URL: 'postgresql://u:p@h/d' })).toEqual([]);
    expect(found({ DATABASE_URL: 'mysql://u:p@/d' })).not.toContain('warning PGSERVICE service-file');
  });
});

describe('a fault of separate variables is about the one that has it', () => {
  const base = { DB_CONNECTION: 'mysql', DB_HOST: 'db', DB_USER: 'u', DB_NAME: 'd' };
  it.each<[Record<string, string>, string[]]>([
    [{ ...base, DB_PASSWORD: 'password' }, ['DB_PASSWORD well-known null']],
    [{ ...base, DB_PORT: '5432' }, ['DB_PORT other-service null']],
    [{ ...base, DB_HOST: 'localhost' }, ['DB_HOST localhost null']],
    [{ PGHOST: 'h', PGSSLMODE: 'required' }, ['PGSSLMODE tls-word require']],
    [{ PGHOST: 'h', PGSSLMODE: 'requried' }, ['PGSSLMODE tls-word require']],
    [{ PGHOST: 'db.example.com', PGSSLMODE: 'disable' }, ['PGSSLMODE tls-off null']],
  ])('%j', (env, expected) =>
    expect(
      onlyDatabase({ env }).observations.map(
        ({ subject, facts }) => `${subject} ${facts['reason']} ${facts['instead']}`,
      ),
    ).toEqual(expected),
  );
});
