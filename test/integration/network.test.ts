import { link, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, inject, onTestFinished, test } from 'vitest';
import type { Surroundings } from '../../src/probe/surroundings.js';
import { codesOf, factsOf, NOWHERE, probed, targetAt, targetOf } from '../probe/targets.js';
import { DIALECTS } from '../servers/dialects.js';
import { startDropping } from '../servers/fakes.js';
import { freePort } from '../servers/guarded-process.js';
import { startPostgres } from '../servers/postgres-server.js';

const COMPOSE: Surroundings = { ...NOWHERE, services: [{ name: 'db', from: 'compose.yaml' }] };
const CONTAINER: Surroundings = { ...COMPOSE, container: ['/run/.containerenv exists'] };

describe.each(DIALECTS)('on the way to $server', ({ dialect }) => {
  const at = (host: string, port: number) =>
    targetOf({ dialect, hosts: [{ host, port }], user: 'app', database: 'app' });

  test('a port that nobody listens on is refused, and each address is told', async () => {
    const result = await probed(at('127.0.0.1', await freePort()));
    expect(codesOf(result)).toEqual(['connect/refused']);
    expect(factsOf(result)).toMatchObject({ tries: [{ address: '127.0.0.1', result: 'ECONNREFUSED' }] });
  });

  test('localhost in a container is told as such, with the name of the service', async () => {
    const result = await probed(at('localhost', await freePort()), { surroundings: CONTAINER });
    expect(result.observations).toMatchObject([{ code: 'connect/localhost-in-container', transient: false }]);
    expect(factsOf(result)).toMatchObject({ services: [{ name: 'db', from: 'compose.yaml' }] });
  });

  test('in a Kubernetes pod it may still come up', async () => {
    const surroundings = { ...CONTAINER, kubernetes: true };
    const result = await probed(at('127.0.0.1', await freePort()), { surroundings });
    expect(result.observations).toMatchObject([{ code: 'connect/localhost-in-container', transient: true }]);
  });

  test('a name without a dot is a service that is not there yet', async () => {
    const result = await probed(at('no-such-service', 5432), { surroundings: COMPOSE });
    expect(codesOf(result)).toEqual(['connect/service-not-found']);
    expect(factsOf(result)).toMatchObject({
      host: 'no-such-service',
      services: [{ name: 'db', from: 'compose.yaml' }],
    });
  });

  test('a name that does not exist is told, unless nobody can be asked', async () => {
    const [code] = codesOf(await probed(at('db.no-such-host.invalid', 5432)));
    expect(['connect/dns-not-found', 'connect/dns-unavailable']).toContain(code);
  });

  test('packets that are dropped are told when the time is up', async () => {
    const dropping = await startDropping();
    onTestFinished(() => dropping.close());
    const result = await probed(at('127.0.0.1', dropping.port), { timeoutMs: 500 });
    expect(codesOf(result)).toEqual(['connect/timeout']);
  });

  test('several hosts share the time, and each is told', async () => {
    const hosts = [
      { host: '127.0.0.1', port: await freePort() },
      { host: 'no-such-service', port: 1 },
    ];
    const result = await probed({ ...at('', 0), hosts });
    expect(codesOf(result)).toEqual(['connect/refused', 'connect/service-not-found']);
  });
});

describe('a Unix socket', () => {
  const postgres = inject('postgres');
  const at = { dialect: 'postgres' } as const;
  const socketAt = (socket: string, socketPort = 5432) =>
    targetAt(postgres, at, { hosts: [], socket, socketPort });

  test('that is not there is told, with those beside it', async () => {
    const result = await probed(socketAt(postgres.socket, 1));
    expect(codesOf(result)).toEqual(['connect/socket-missing']);
    expect(factsOf(result)).toMatchObject({ found: [join(postgres.socket, `.s.PGSQL.${postgres.port}`)] });
  });

  test('in a folder that is not there is told', async () => {
    expect(factsOf(await probed(socketAt('/no/such/folder')))).toMatchObject({ folderExists: false });
  });

  test('may be named itself', async () => {
    const path = join(postgres.socket, `.s.PGSQL.${postgres.port}`);
    expect(await probed(socketAt(path))).toHaveProperty('status', 'connected');
  });

  test('that is a file is told', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'dbcheck-socket-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    await writeFile(join(folder, '.s.PGSQL.5432'), '');
    expect(factsOf(await probed(socketAt(folder)))).toMatchObject({ reason: 'not-a-socket' });
  });

  test('whose path is longer than systems take is told', async () => {
    expect(factsOf(await probed(socketAt(`/tmp/${'long'.repeat(40)}`)))).toMatchObject({
      reason: 'too-long',
    });
  });

  test('of MySQL that is missing brings up the sockets of MySQL alone', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'dbcheck-socket-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    for (const name of ['.s.PGSQL.54329', 'my.sock', 'mysqlx.sock']) await writeFile(join(folder, name), '');
    const target = targetAt(postgres, { dialect: 'mariadb' }, { hosts: [], socket: join(folder, 'no.sock') });
    expect(factsOf(await probed(target))).toMatchObject({ found: [join(folder, 'my.sock')] });
  });

  test('whose server has gone is told', async () => {
    const server = await startPostgres();
    const folder = await mkdtemp(join(tmpdir(), 'dbcheck-socket-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const left = join(folder, '.s.PGSQL.5432');
    await link(join(server.socket, `.s.PGSQL.${server.port}`), left);
    await server.stop();
    expect(codesOf(await probed(socketAt(left)))).toEqual(['connect/refused']);
  });
});
