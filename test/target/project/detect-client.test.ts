import { describe, expect, it } from 'vitest';
import type { FormName } from '../../../src/target/forms/form.js';
import { detectClient } from '../../../src/target/project/detect-client.js';
import { readProject } from '../../../src/target/project/project.js';
import { type Files, folder, packageJson } from './folder.js';

const requirements = (...lines: string[]): Files => ({ 'requirements.txt': lines.join('\n') });
const pyproject = (text: string): Files => ({ 'pyproject.toml': text });
const gradle = (line: string): Files => ({ 'build.gradle.kts': `dependencies { ${line} }` });
const pom = (...ids: string[]): Files => ({
  'pom.xml': ids.map((id) => `<dependency><artifactId>${id}</artifactId></dependency>`).join('\n'),
});
const csproj = (...names: string[]): Files => ({
  'App.csproj': names.map((name) => `<PackageReference Include="${name}" Version="1" />`).join('\n'),
});

function detected(files: Files, dialect: string | null, form: FormName | null = 'url'): string | null {
  const found = detectClient(readProject(folder(files)), { dialect, form });
  return found && `${found.client}: ${found.file} names ${found.name}`;
}

describe('the client of a project', () => {
  it.each<[string, Files, string, string | null]>([
    [
      'SQLAlchemy',
      requirements('SQLAlchemy==2.0.1'),
      'postgres',
      'sqlalchemy: requirements.txt names SQLAlchemy',
    ],
    [
      'SQLAlchemy through Flask',
      requirements('flask', 'Flask_SQLAlchemy[x] >= 3 ; python_version > "3"'),
      'sqlite',
      'sqlalchemy: requirements.txt names Flask_SQLAlchemy',
    ],
    [
      'SQLModel over its driver',
      requirements('sqlmodel', 'asyncpg'),
      'postgres',
      'sqlalchemy: requirements.txt names sqlmodel',
    ],
    [
      'psycopg alone',
      requirements('psycopg[binary]~=3.2'),
      'postgres',
      'libpq: requirements.txt names psycopg',
    ],
    ['asyncpg alone', requirements('asyncpg'), 'postgres', 'asyncpg: requirements.txt names asyncpg'],
    ['two drivers', requirements('asyncpg', 'psycopg2-binary'), 'postgres', null],
    [
      'databases',
      requirements('databases[postgresql]'),
      'mysql',
      'databases: requirements.txt names databases',
    ],
    ['Django without a reader of URLs', requirements('django', 'psycopg'), 'postgres', null],
    [
      'Django with dj-database-url',
      requirements('Django', 'dj_database_url', 'psycopg'),
      'postgres',
      'dj-database-url: requirements.txt names dj_database_url',
    ],
    [
      'django-environ',
      requirements('Django', 'django-environ'),
      'mysql',
      'django-environ: requirements.txt names django-environ',
    ],
    ['Django beside SQLAlchemy', requirements('Django', 'SQLAlchemy'), 'postgres', null],
    [
      'a list that another one includes',
      { 'requirements.txt': '-r requirements/base.txt', 'requirements/base.txt': 'sqlalchemy' },
      'postgres',
      'sqlalchemy: requirements/base.txt names sqlalchemy',
    ],
    [
      'a list for production over one for tests',
      { ...requirements('asyncpg'), 'requirements-dev.txt': 'sqlalchemy' },
      'postgres',
      'asyncpg: requirements.txt names asyncpg',
    ],
    [
      'a list in UTF-16',
      { 'requirements.txt': Buffer.from('\uFEFFsqlalchemy==2\r\n', 'utf16le') },
      'mysql',
      'sqlalchemy: requirements.txt names sqlalchemy',
    ],
    [
      'PEP 621',
      pyproject('[project]\nname = "x"\ndependencies = [\n  "fastapi", # "asyncpg"\n  "sqlmodel>=0.1",\n]\n'),
      'postgres',
      'sqlalchemy: pyproject.toml names sqlmodel',
    ],
    [
      'Poetry',
      pyproject(
        '[tool.poetry.dependencies]\npython = "^3.12"\nSQLAlchemy = {version = "^2", extras = ["asyncio"]}\n',
      ),
      'postgres',
      'sqlalchemy: pyproject.toml names SQLAlchemy',
    ],
    [
      'optional dependencies',
      pyproject('[project]\nname="x"\n[project.optional-dependencies]\npg = ["psycopg"]\n'),
      'postgres',
      'libpq: pyproject.toml names psycopg',
    ],
    ['a pyproject.toml of tools alone', pyproject('[tool.black]\nline-length = 100\n'), 'postgres', null],
    ['Pipfile', { Pipfile: '[packages]\nalembic = "*"\n' }, 'postgres', 'sqlalchemy: Pipfile names alembic'],
    [
      'setup.cfg',
      { 'setup.cfg': '[options]\ninstall_requires =\n  asyncpg>=0.29\n  httpx\n[flake8]\n  x = 1\n' },
      'postgres',
      'asyncpg: setup.cfg names asyncpg',
    ],
    ['node-pg', packageJson(['pg', 'mysql2']), 'postgres', 'node-pg: package.json names pg'],
    ['mysql2 beside it', packageJson(['pg', 'mysql2']), 'mysql', 'mysql2: package.json names mysql2'],
    ['postgres.js', packageJson(['postgres']), 'postgres', 'postgres.js: package.json names postgres'],
    [
      'Prisma over its driver',
      packageJson(['@prisma/client', 'pg'], ['prisma']),
      'postgres',
      'prisma: package.json names @prisma/client',
    ],
    ['Prisma beside Knex', packageJson(['@prisma/client', 'knex']), 'postgres', null],
    [
      'dependencies over those for development',
      packageJson(['pg'], ['knex']),
      'postgres',
      'node-pg: package.json names pg',
    ],
    [
      'those for development where nothing else tells',
      packageJson(['express'], ['pg']),
      'postgres',
      'node-pg: package.json names pg',
    ],
    ['an ORM that is not known', packageJson(['@mikro-orm/core', 'pg']), 'postgres', null],
    ['a broken package.json', { 'package.json': '{' }, 'postgres', null],
    ['a package.json that is no object', { 'package.json': 'null' }, 'postgres', null],
    ['a section that is no object', { 'composer.json': '{"require":"laravel/framework"}' }, 'mysql', null],
    [
      'Laravel, with DBAL',
      { 'composer.json': '{"require":{"laravel/framework":"^11","doctrine/dbal":"*"}}' },
      'mysql',
      'laravel: composer.json names laravel/framework',
    ],
    [
      'Doctrine',
      { 'composer.json': '{"require":{"doctrine/orm":"*"}}' },
      'mysql',
      'doctrine: composer.json names doctrine/orm',
    ],
    ['Rails', { Gemfile: 'gem "rails", "~> 8"\ngem \'pg\'\n' }, 'postgres', 'rails: Gemfile names rails'],
    [
      'Rails by its lock',
      { 'Gemfile.lock': 'GEM\n  specs:\n    activerecord (8.0.1)\n      x (1)\n' },
      'mysql',
      'rails: Gemfile.lock names activerecord',
    ],
    [
      'go-sql-driver',
      {
        'go.mod':
          'module x\nrequire (\n\tgithub.com/go-sql-driver/mysql v1.8.1\n\tgithub.com/jackc/pgx/v5 v5.7.1\n)\n',
      },
      'postgres',
      'pgx: go.mod names github.com/jackc/pgx/v5',
    ],
    [
      'lib/pq',
      { 'go.mod': 'require github.com/lib/pq v1.10.9\n' },
      'postgres',
      'libpq: go.mod names github.com/lib/pq',
    ],
    [
      'what Go needs for something else',
      { 'go.mod': 'require github.com/lib/pq v1.10.9 // indirect\n' },
      'postgres',
      null,
    ],
    [
      'sqlx',
      { 'Cargo.toml': '[dependencies]\nsqlx = { version = "0.8", features = ["postgres"] }\n' },
      'sqlite',
      'sqlx: Cargo.toml names sqlx',
    ],
    [
      'Ecto',
      { 'mix.exs': 'defp deps, do: [{:ecto_sql, "~> 3.12"}, {:postgrex, ">= 0.0.0"}]' },
      'postgres',
      'ecto: mix.exs names ecto_sql',
    ],
    ['clients of two languages', { ...requirements('sqlalchemy'), ...packageJson(['pg']) }, 'postgres', null],
    [
      'a front end beside it',
      { ...requirements('sqlalchemy'), ...packageJson(['react']) },
      'postgres',
      'sqlalchemy: requirements.txt names sqlalchemy',
    ],
    ['nothing', {}, 'postgres', null],
  ])('%s', (_, files, dialect, expected) => expect(detected(files, dialect)).toBe(expected));

  it.each([
    ['SQLAlchemy==1.3.24', false],
    ['sqlalchemy<1.4', false],
    ['sqlalchemy >= 1.2, < 1.4', false],
    ['SQLAlchemy~=1.3', false],
    ['SQLAlchemy==1.4.54', true],
    ['SQLAlchemy>=1.3', true],
    ['SQLAlchemy==2.1.3', true],
    ['SQLAlchemy==1.30', true],
    ['SQLAlchemy<2', true],
  ])('is not SQLAlchemy before 1.4, which read other URLs: %s', (line, isKnown) => {
    for (const files of [
      requirements(line, 'Flask-SQLAlchemy'),
      pyproject(`[project]\ndependencies = ["${line}"]`),
    ])
      expect(detected(files, 'postgres')?.startsWith('sqlalchemy') ?? false).toBe(isKnown);
  });

  it.each<[string, Files, string | null, FormName, string | null]>([
    [
      'pgjdbc',
      pom('spring-boot-starter', 'postgresql'),
      'postgres',
      'jdbc',
      'pgjdbc: pom.xml names postgresql',
    ],
    [
      'Connector/J',
      pom('mysql-connector-j', 'mariadb-java-client'),
      'mysql',
      'jdbc',
      'connectorj: pom.xml names mysql-connector-j',
    ],
    [
      'MariaDB Connector/J',
      gradle('implementation("org.mariadb.jdbc:mariadb-java-client:3.5")'),
      'mariadb',
      'jdbc',
      'mariadb-jdbc: build.gradle.kts names mariadb-java-client',
    ],
    [
      'sqlite-jdbc',
      gradle("runtimeOnly 'org.xerial:sqlite-jdbc'"),
      'sqlite',
      'jdbc',
      'sqlite-jdbc: build.gradle.kts names sqlite-jdbc',
    ],
    [
      'Npgsql',
      csproj('Npgsql.EntityFrameworkCore.PostgreSQL'),
      null,
      'ado',
      'npgsql: App.csproj names Npgsql.EntityFrameworkCore.PostgreSQL',
    ],
    ['two clients of .NET', csproj('Npgsql', 'MySqlConnector'), null, 'ado', null],
    [
      'MySqlConnector by the dialect',
      csproj('Npgsql', 'MySqlConnector'),
      'mysql',
      'ado',
      'mysql-ado: App.csproj names MySqlConnector',
    ],
    [
      'the driver that reads keyword=value beside an ORM that does not',
      requirements('sqlalchemy', 'psycopg'),
      'postgres',
      'keyword-value',
      'libpq: requirements.txt names psycopg',
    ],
    ['no client of JDBC for a URL', pom('postgresql'), 'postgres', 'url', null],
  ])('%s reads its own form', (_, files, dialect, form, expected) =>
    expect(detected(files, dialect, form)).toBe(expected),
  );
});
