import { describe, expect, it } from 'vitest';
import { contextOf } from '../context.js';
import { type Files, folder, packageJson } from './folder.js';

const requirements = (...lines: string[]): Files => ({ 'requirements.txt': lines.join('\n') });
const pom: Files = {
  'pom.xml': '<artifactId>postgresql</artifactId><artifactId>mysql-connector-j</artifactId>',
};
const csproj: Files = { 'App.csproj': '<PackageReference Include="Npgsql" />' };
const JDBC = 'jdbc:postgresql://h/d?user=u&password=pw';
const ADO = 'Host=h;Username=u;Password=pw;Database=d';

function told(files: Files, url: string, more: { env?: Record<string, string>; client?: string } = {}) {
  const databases =
    more.client === undefined ? null : { main: { url: '${DATABASE_URL}', client: more.client } };
  const env = { DATABASE_URL: url, ...more.env };
  const { databases: found } = contextOf({ cwd: folder(files), env, databases });
  return found
    .flatMap(({ observations }) => observations)
    .filter(({ code }) => code === 'dialect/client-mismatch')
    .map(({ severity, facts }) => [severity, facts['reason'], facts['instead']].filter(Boolean).join(' '));
}

describe('a driver of Python', () => {
  const sqlalchemy = ['SQLAlchemy', 'fastapi'];
  it.each<[string, Files, string, string[]]>([
    ['that is listed', requirements(...sqlalchemy, 'asyncpg==0.31'), 'postgresql+asyncpg://u:pw@h/d', []],
    [
      'that is not',
      requirements(...sqlalchemy),
      'postgresql+asyncpg://u:pw@h/d',
      ['error driver-missing asyncpg'],
    ],
    [
      'of MySQL',
      requirements(...sqlalchemy, 'mysqlclient'),
      'mysql+pymysql://u:pw@h/d',
      ['error driver-missing pymysql'],
    ],
    [
      'under another name',
      requirements(...sqlalchemy, 'psycopg2_binary'),
      'postgresql+psycopg2://u:pw@h/d',
      [],
    ],
    ['that another package needs', requirements(...sqlalchemy, 'aiomysql'), 'mysql+pymysql://u:pw@h/d', []],
    [
      'of SQLite',
      requirements(...sqlalchemy),
      'sqlite+aiosqlite:///a.db',
      ['error driver-missing aiosqlite'],
    ],
    ['of the standard library', requirements(...sqlalchemy), 'sqlite:///a.db', []],
    [
      'that the URL leaves open',
      requirements(...sqlalchemy),
      'postgresql://u:pw@h/d',
      ['error implicit-driver-missing psycopg2-binary'],
    ],
    [
      'that it leaves open, with psycopg',
      requirements(...sqlalchemy, 'psycopg[binary]'),
      'postgresql://u:pw@h/d',
      [],
    ],
    [
      'that the application may name itself',
      requirements(...sqlalchemy, 'asyncpg'),
      'postgresql://u:pw@h/d',
      ['warning implicit-driver-missing psycopg2-binary'],
    ],
    [
      'that SQLAlchemy 2.1 leaves open',
      requirements('SQLAlchemy==2.1.1', 'psycopg2-binary'),
      'postgresql://u:pw@h/d',
      ['warning implicit-driver-missing psycopg'],
    ],
    [
      'that SQLAlchemy 2.1 or newer leaves open',
      requirements('SQLAlchemy[asyncio]>=2.1,<3', 'psycopg2-binary'),
      'postgresql://u:pw@h/d',
      ['warning implicit-driver-missing psycopg'],
    ],
    [
      'that SQLAlchemy 2.0 leaves open, with psycopg',
      requirements('SQLAlchemy~=2.0.44', 'psycopg[binary]'),
      'postgresql://u:pw@h/d',
      ['warning implicit-driver-missing psycopg2-binary'],
    ],
    [
      'that any SQLAlchemy 2 leaves open, with psycopg',
      requirements('SQLAlchemy~=2.0', 'psycopg[binary]'),
      'postgresql://u:pw@h/d',
      [],
    ],
    [
      'that the SQLAlchemy of a lock file leaves open',
      {
        ...requirements('SQLAlchemy', 'psycopg2-binary'),
        'uv.lock':
          '[[package]]\nname = "sqlalchemy"\nversion = "2.1.1"\n\n[[package]]\nname = "psycopg2-binary"\nversion = "2.9.10"\n',
      },
      'postgresql://u:pw@h/d',
      ['warning implicit-driver-missing psycopg'],
    ],
    [
      'that the SQLAlchemy of a Pipfile.lock leaves open',
      {
        Pipfile: '[packages]\nsqlalchemy = "*"\npsycopg2-binary = "*"\n',
        'Pipfile.lock': JSON.stringify(
          {
            default: {
              'psycopg2-binary': { hashes: ['sha256:0'], version: '==2.9.10' },
              sqlalchemy: { hashes: ['sha256:0'], index: 'pypi', version: '==2.1.1' },
            },
          },
          null,
          4,
        ),
      },
      'postgresql://u:pw@h/d',
      ['warning implicit-driver-missing psycopg'],
    ],
    [
      'that it leaves open for MySQL',
      requirements(...sqlalchemy),
      'mysql://u:pw@h/d',
      ['error implicit-driver-missing mysqlclient'],
    ],
    [
      'in another list',
      { ...requirements(...sqlalchemy), 'requirements-prod.txt': 'asyncpg' },
      'postgresql+asyncpg://u:pw@h/d',
      [],
    ],
    [
      'in an included list',
      { ...requirements(...sqlalchemy, '-r more/db.txt'), 'more/db.txt': 'asyncpg' },
      'postgresql+asyncpg://u:pw@h/d',
      [],
    ],
    [
      'in a lock file',
      { ...requirements(...sqlalchemy), 'uv.lock': '[[package]]\nname = "asyncpg"\n' },
      'postgresql+asyncpg://u:pw@h/d',
      [],
    ],
    [
      'not in the lock file',
      { ...requirements(...sqlalchemy), 'poetry.lock': '[[package]]\nname = "sqlalchemy"\n' },
      'postgresql+asyncpg://u:pw@h/d',
      ['error driver-missing asyncpg'],
    ],
    [
      'in the Dockerfile',
      { ...requirements(...sqlalchemy), Dockerfile: 'RUN pip install asyncpg' },
      'postgresql+asyncpg://u:pw@h/d',
      [],
    ],
    [
      'in an include that is not here',
      requirements(...sqlalchemy, '-r ../base.txt'),
      'postgresql+asyncpg://u:pw@h/d',
      [],
    ],
    [
      'in a package of a repository',
      requirements(...sqlalchemy, 'git+https://example.com/x.git'),
      'postgresql+asyncpg://u:pw@h/d',
      [],
    ],
    [
      'of Django, for MySQL',
      requirements('django', 'dj-database-url', 'psycopg2-binary'),
      'mysql://u:pw@h/d',
      ['error implicit-driver-missing mysqlclient'],
    ],
    [
      'of Django, for PyMySQL in the place of another',
      requirements('django', 'dj-database-url', 'pymysql'),
      'mysql://u:pw@h/d',
      ['warning implicit-driver-missing mysqlclient'],
    ],
    ['of Django', requirements('django', 'dj-database-url', 'psycopg[binary]'), 'postgres://u:pw@h/d', []],
    ['of Rails', { Gemfile: "gem 'rails'\ngem 'mysql2'" }, 'mysql2://u:pw@h/d', []],
    [
      'of Rails, for MySQL',
      { Gemfile: "gem 'rails'\ngem 'pg'" },
      'mysql2://u:pw@h/d',
      ['error gem-missing mysql2'],
    ],
    [
      'of Rails, in another file',
      { Gemfile: "gem 'rails'\ngem 'pg'\neval_gemfile 'x'" },
      'mysql2://u:pw@h/d',
      [],
    ],
    ['in an extra', requirements('SQLAlchemy[postgresql-asyncpg]'), 'postgresql+asyncpg://u:pw@h/d', []],
    [
      'with setup.py',
      { ...requirements(...sqlalchemy), 'setup.py': 'setup()' },
      'postgresql+asyncpg://u:pw@h/d',
      [],
    ],
    [
      'with dynamic dependencies',
      { 'pyproject.toml': '[project]\ndynamic = ["dependencies"]\n' },
      'postgresql+asyncpg://u:pw@h/d',
      [],
    ],
    [
      'in a pyproject.toml',
      { 'pyproject.toml': '[project]\ndependencies = ["sqlalchemy"]\n' },
      'mysql+asyncmy://u:pw@h/d',
      ['error driver-missing asyncmy'],
    ],
    ['without any list', { 'app.py': 'import sqlalchemy' }, 'postgresql+asyncpg://u:pw@h/d', []],
    ['without a project', {}, 'postgresql+asyncpg://u:pw@h/d', []],
    [
      'in a project of Node',
      packageJson(['express']),
      'mysql+pymysql://u:pw@h/d',
      ['error python-driver mysql://'],
    ],
    [
      'in a project of Node with a client',
      packageJson(['mysql2']),
      'mysql+pymysql://u:pw@h/d',
      ['error driver-suffix mysql://'],
    ],
    [
      'in a project of Node and Python',
      { ...packageJson(['express']), 'app.py': '' },
      'mysql+pymysql://u:pw@h/d',
      [],
    ],
    [
      'in a project of Go',
      { 'go.mod': 'module x' },
      'postgresql+psycopg2://u:pw@h/d',
      ['error python-driver postgresql://'],
    ],
  ])('%s', (_, files, url, expected) => expect(told(files, url)).toEqual(expected));
});

describe('a form of another language', () => {
  it.each<[string, Files, string, string[]]>([
    ['JDBC in Node', packageJson(['pg']), JDBC, ['error jdbc-elsewhere']],
    ['JDBC in Python', requirements('sqlalchemy', 'psycopg'), JDBC, ['error jdbc-elsewhere']],
    ['JDBC in Python, with a bridge', requirements('JayDeBeApi'), JDBC, []],
    ['JDBC in Java', pom, JDBC, []],
    ['JDBC where Java is seen beside Node', { ...packageJson(['pg']), 'build.gradle': '' }, JDBC, []],
    ['JDBC without a project', {}, JDBC, []],
    ['JDBC with no list of packages', { 'app.py': '' }, JDBC, []],
    ['ADO in Python', requirements('psycopg'), ADO, ['error ado-elsewhere']],
    ['ADO in Node, with a client of SQL Server', packageJson(['mssql']), ADO, []],
    ['ADO in .NET', csproj, ADO, []],
    ['a URL in Java', pom, 'postgres://u:pw@h/d', ['error url-in-java jdbc:postgresql://']],
    ['a URL of MySQL in Java', pom, 'mysql://u:pw@h/d', ['error url-in-java jdbc:mysql://']],
    ['a URL in Java and Node', { ...pom, ...packageJson(['react']) }, 'postgres://u:pw@h/d', []],
    ['a URL in Java without its client', { 'pom.xml': '<project/>' }, 'postgres://u:pw@h/d', []],
  ])('%s', (_, files, url, expected) => expect(told(files, url)).toEqual(expected));

  it('is told once, and not as a form that the client does not read', () => {
    const { databases } = contextOf({ cwd: folder(packageJson(['pg'])), env: { DATABASE_URL: JDBC } });
    expect(databases.flatMap(({ observations }) => observations.map(({ code }) => code))).not.toContain(
      'url/wrong-form',
    );
  });

  it('is right where the URL for Java stands beside the other', () => {
    expect(told(pom, 'postgres://u:pw@h/d', { env: { SPRING_DATASOURCE_URL: JDBC } })).toEqual([]);
    expect(
      told(packageJson(['pg']), 'postgres://u:pw@h/d', { env: { SPRING_DATASOURCE_URL: JDBC } }),
    ).toEqual([]);
  });
});

describe('a URL that the only client of the project does not take', () => {
  const go = (...names: string[]): Files => ({
    'go.mod': names.map((name) => `require ${name} v1.0.0`).join('\n'),
  });
  const goMysql = go('github.com/go-sql-driver/mysql');
  const at = (files: Files, name: string, url: string, more: Record<string, string> = {}) =>
    contextOf({ cwd: folder(files), env: { [name]: url, ...more } })
      .databases.flatMap(({ observations }) => observations)
      .filter(({ code, facts }) => code.startsWith('dialect/') || facts['reason'] === 'url')
      .map(({ code, severity, facts }) => `${severity} ${code} ${facts['reason']} ${facts['client']}`);

  it.each<[string, Files, string, string, string[]]>([
    [
      'pg, mysql://',
      packageJson(['pg', 'express']),
      'DATABASE_URL',
      'mysql://u:pw@h/d',
      ['error dialect/client-mismatch dialect node-pg'],
    ],
    [
      'mysql2, postgres://',
      packageJson(['mysql2']),
      'DATABASE_URL',
      'postgres://u:pw@h/d',
      ['error dialect/client-mismatch dialect mysql2'],
    ],
    [
      'mariadb, mysql://',
      packageJson(['mariadb']),
      'DATABASE_URL',
      'mysql://u:pw@h/d',
      ['error dialect/client-mismatch scheme mariadb-node'],
    ],
    [
      'pg, with another package for MySQL',
      packageJson(['pg', 'promise-mysql']),
      'DATABASE_URL',
      'mysql://u:pw@h/d',
      [],
    ],
    [
      'psycopg2, mysql://',
      requirements('psycopg2'),
      'DATABASE_URL',
      'mysql://u:pw@h/d',
      ['error dialect/client-mismatch dialect libpq'],
    ],
    [
      'psycopg2, in a list that is not whole',
      requirements('psycopg2', '-r ../x.txt'),
      'DATABASE_URL',
      'mysql://u:pw@h/d',
      [],
    ],
    [
      'psycopg2 beside a front end',
      { ...requirements('psycopg2'), ...packageJson(['react']) },
      'DATABASE_URL',
      'mysql://u:pw@h/d',
      ['error dialect/client-mismatch dialect libpq'],
    ],
    [
      'psycopg2 beside another client',
      { ...requirements('psycopg2'), ...packageJson(['mysql2']) },
      'DATABASE_URL',
      'mysql://u:pw@h/d',
      [],
    ],
    [
      'an ORM that is not known',
      packageJson(['pg', '@mikro-orm/core']),
      'DATABASE_URL',
      'mysql://u:pw@h/d',
      [],
    ],
    [
      'go-sql-driver, mysql://',
      goMysql,
      'DATABASE_URL',
      'mysql://u:pw@h/d',
      ['error url/wrong-form url go-sql-driver'],
    ],
    [
      'go-sql-driver with dburl',
      go('github.com/go-sql-driver/mysql', 'github.com/xo/dburl'),
      'DATABASE_URL',
      'mysql://u:pw@h/d',
      [],
    ],
    [
      'Npgsql, a name of .NET',
      csproj,
      'ConnectionStrings__Default',
      'postgres://u:pw@h/d',
      ['error url/wrong-form url npgsql'],
    ],
    [
      'Npgsql, a name of a platform',
      csproj,
      'DATABASE_URL',
      'postgres://u:pw@h/d',
      ['warning url/wrong-form url npgsql'],
    ],
  ])('%s', (_, files, name, url, expected) => expect(at(files, name, url)).toEqual(expected));

  it('is a warning where another database is there, and nothing under client: any', () => {
    const more = { LEGACY_DATABASE_URL: 'mysql://u:pw@h/old' };
    expect(at(packageJson(['pg']), 'DATABASE_URL', 'postgres://u:pw@h/d', more)).toEqual([
      'warning dialect/client-mismatch dialect node-pg',
    ]);
    expect(told(packageJson(['pg']), 'mysql://u:pw@h/d', { client: 'any' })).toEqual([]);
  });
});

describe('the configuration over the project', () => {
  it.each<[string, Files, string, string, string[]]>([
    ['any', requirements('sqlalchemy'), 'any', 'postgres://u:pw@h/d', []],
    ['any, for a driver', requirements('sqlalchemy'), 'any', 'postgresql+asyncpg://u:pw@h/d', []],
    ['libpq', requirements('sqlalchemy'), 'libpq', 'postgres://u:pw@h/d', []],
    ['a client of Java', packageJson(['pg']), 'spring', JDBC, []],
    ['SQLAlchemy where Node is seen', packageJson(['pg']), 'sqlalchemy', 'mysql+pymysql://u:pw@h/d', []],
    [
      'SQLAlchemy',
      requirements('fastapi'),
      'sqlalchemy',
      'mysql+pymysql://u:pw@h/d',
      ['error driver-missing pymysql'],
    ],
  ])('%s', (_, files, client, url, expected) => expect(told(files, url, { client })).toEqual(expected));
});

describe('what a detected client finds', () => {
  it('says whose reading it is, and why', () => {
    const { databases } = contextOf({
      cwd: folder(requirements('SQLAlchemy')),
      env: { DATABASE_URL: 'postgres://u:pw@h/d' },
    });
    const [finding] = databases[0]?.observations ?? [];
    expect([
      finding?.code,
      finding?.facts['client'],
      finding?.facts['seen'],
      finding?.facts['instead'],
    ]).toEqual([
      'dialect/client-mismatch',
      'sqlalchemy',
      [{ file: 'requirements.txt', name: 'SQLAlchemy' }],
      'postgresql://',
    ]);
  });

  it('is nothing for a file that lies elsewhere', () => {
    const { databases } = contextOf({
      cwd: folder({ 'sub/requirements.txt': 'SQLAlchemy' }),
      env: { DATABASE_URL: 'postgres://u:pw@h/d' },
    });
    expect(databases[0]?.target?.grammar).toBe('any');
  });
});
