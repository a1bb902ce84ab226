import { describe, expect, test } from 'vitest';
import { askFor } from '../../src/findings/tls-client.js';
import { Attempt } from '../../src/probe/attempt.js';
import { tlsClient } from '../../src/probe/tls-client.js';
import { writtenAt } from '../../src/probe/written.js';
import { isWeaker } from '../../src/target/clients/tls-words.js';
import { readValue } from '../../src/target/read.js';
import { NOWHERE, targetOf } from './targets.js';

function attemptAt(parts: Parameters<typeof targetOf>[0], subject: string): Attempt {
  const attempt = new Attempt(targetOf(parts), {
    timeoutMs: 1000,
    signal: new AbortController().signal,
    scrub: (text) => text,
    cwd: '/',
    willBeMade: () => false,
    subject,
    surroundings: NOWHERE,
    environment: {},
  });
  attempt.end();
  return attempt;
}

describe('the place of a password', () => {
  const all = (label: string) => ({ dialect: label, host: label, user: label, password: label });

  test.each([
    [
      'a URL of the configuration',
      'main',
      all('variable DATABASE_URL'),
      'DATABASE_URL',
      'databases.main',
      true,
    ],
    [
      'a URL that was found',
      'DATABASE_URL',
      all('variable DATABASE_URL (.env)'),
      'DATABASE_URL (.env)',
      'databases.NAME',
      true,
    ],
    [
      'parts of the configuration',
      'main',
      {
        dialect: 'configuration databases.main.dialect',
        host: 'variable DB_HOST',
        password: 'configuration databases.main.password',
      },
      'databases.main.password',
      'databases.main',
      false,
    ],
    [
      'parts that were found',
      'PGHOST',
      { host: 'variable PGHOST', password: 'variable PGPASSWORD' },
      'PGPASSWORD',
      'databases.NAME',
      false,
    ],
    [
      'parts that lack it',
      'MYSQL_HOST',
      { host: 'variable MYSQL_HOST' },
      'MYSQL_PASSWORD',
      'databases.NAME',
      false,
    ],
  ])('in %s is named', (_, name, sources, passwordIn, settings, url) => {
    const subject = String(sources.host).split(' ')[1] ?? '';
    expect(writtenAt(attemptAt({ name, sources }, subject))).toMatchObject({ passwordIn, settings, url });
  });
});

describe('the words for TLS', () => {
  const modes = ['require', 'verify-ca', 'verify-full'] as const;
  const clients = [
    ['postgres://a:b@db/app', 'any'],
    ['postgres://a:b@db/app', 'libpq'],
    ['postgres://a:b@db/app', 'asyncpg'],
    ['postgres://a:b@db/app', 'node-pg'],
    ['postgres://a:b@db/app', 'prisma'],
    ['postgres://a:b@db/app', 'sqlx'],
    ['postgres://a:b@db/app', 'postgres.js'],
    ['postgresql+asyncpg://a:b@db/app', 'sqlalchemy'],
    ['mysql://a:b@db/app', 'any'],
    ['mysql://a:b@db/app', 'mysql2'],
    ['mysql://a:b@db/app', 'prisma'],
    ['mysql://a:b@db/app', 'sqlx'],
    ['mysql://a:b@db/app', 'rails'],
    ['mysql+pymysql://a:b@db/app', 'sqlalchemy'],
    ['mysql+pymysql://a:b@db/app', 'any'],
    ['mysql+mysqldb://a:b@db/app', 'sqlalchemy'],
    ['mariadb://a:b@db/app', 'mariadb-node'],
  ] as const;

  test.each(clients.flatMap(([url, client]) => modes.map((mode) => [url, client, mode] as const)))(
    'that a finding gives for %s and %s are taken as %s or more',
    (url, client, mode) => {
      const { dialect, driver, grammar } = readValue(url, client);
      const sources = { dialect: 'variable URL', host: 'variable URL' };
      const [line = ''] = askFor(
        'URL',
        tlsClient(attemptAt({ dialect, driver, grammar, sources }, 'URL')),
        mode,
      );
      if (line.startsWith('Say it')) return;
      const [, words = ''] = /^In URL: (\S+)$/.exec(line) ?? [];
      expect(words).not.toBe('');
      const { faults, tls } = readValue(`${url}?${encodeURI(words)}`, client);
      expect(
        faults.filter(({ severity, code }) => severity === 'error' || code === 'url/ignored-parameter'),
      ).toEqual([]);
      expect(isWeaker(tls.effective, mode)).toBe(false);
    },
  );

  test('are those of the configuration where the database is written in parts', () => {
    const sources = { host: 'variable DB_HOST', password: 'variable DB_PASSWORD' };
    const client = tlsClient(attemptAt({ name: 'main', dialect: 'mysql', sources }, 'databases.main'));
    expect(askFor('databases.main', client, 'require')).toEqual([
      'In the configuration: databases.main.tls: { mode: require }',
    ]);
  });
});
