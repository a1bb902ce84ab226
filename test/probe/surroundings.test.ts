import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { surroundingsOf } from '../../src/probe/surroundings.js';

async function folderWith(files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'dbcheck-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return folder;
}

const COMPOSE = `# a comment
name: shop
services:
  web:
    image: shop/web
    ports: ["80:80"]
  db:
    image: "docker.io/library/postgres:16"
    environment:
      image: no
  cache: { image: redis }
volumes:
  data:
`;

test('the database among the services of a Compose file is named', async () => {
  const folder = await folderWith({ 'compose.yaml': COMPOSE });
  expect(await surroundingsOf(folder, {}).services).toMatchObject([{ name: 'db', from: 'compose.yaml' }]);
});

test('all of its services are named where none tells its image', async () => {
  const text = 'services:\r\n    app:\r\n        build: .\r\n    store:\r\n        build: ./store\r\n';
  const folder = await folderWith({ 'docker-compose.yml': text });
  expect((await surroundingsOf(folder, {}).services).map(({ name }) => name)).toEqual(['app', 'store']);
});

test('a Compose file that is none gives no names', async () => {
  const folder = await folderWith({ 'compose.yaml': '\0\x01 services: [' });
  expect(await surroundingsOf(folder, {}).services).toEqual([]);
});

test('what is no file, or lies in none of the folders, holds nothing up', async () => {
  const folder = await folderWith({ '.devcontainer': '' });
  execFileSync('mkfifo', [join(folder, 'pipe')]);
  expect(await surroundingsOf(folder, { COMPOSE_FILE: 'pipe' }).services).toEqual([]);
  expect(await surroundingsOf(folder, {}).services).toEqual([]);
});

test('Kubernetes names its services by variables', async () => {
  const folder = await folderWith({});
  const env = { KUBERNETES_SERVICE_HOST: '10.0.0.1', MY_POSTGRES_SERVICE_HOST: '10.0.0.2' };
  const { container, kubernetes, services } = surroundingsOf(folder, env);
  expect(container).toContain('KUBERNETES_SERVICE_HOST is set');
  expect(kubernetes).toBe(true);
  expect(await services).toEqual([{ name: 'my-postgres', from: 'MY_POSTGRES_SERVICE_HOST' }]);
});

test('Podman and systemd name the container by a variable', () => {
  expect(surroundingsOf('/', { container: 'podman' }).container).toContain(
    'the variable container is podman',
  );
});

const servicesOf = async (files: Record<string, string>, env: Record<string, string> = {}, below = '.') =>
  surroundingsOf(join(await folderWith(files), below), env).services;

test.each<[string, Record<string, string>, string]>([
  [
    'in flow style',
    { 'compose.yaml': 'services: {db: {image: postgres, ports: ["15432:5432"]}}' },
    'db 15432:5432',
  ],
  [
    'with anchors, merge keys and the long form of a port',
    {
      'compose.yml': `x-db: &db
  image: mysql:8
services:
  "store":
    <<: *db
    ports: [{ target: 3306, published: "13306" }]`,
    },
    'store 13306:3306',
  ],
  [
    'with an address, a protocol and a variable',
    {
      'compose.yaml':
        'services:\n  db:\n    image: mariadb\n    ports: ["127.0.0.1:${DB_PORT:-13306}:3306/tcp"]',
    },
    'db 13306:3306',
  ],
  [
    'whose override publishes the port',
    {
      'compose.yaml': 'services: {db: {image: postgres}}',
      'compose.override.yaml': 'services: {db: {ports: ["5433:5432"]}}',
    },
    'db 5433:5432',
  ],
  [
    'whose port Docker chooses',
    { 'docker-compose.yml': 'services:\n  pg:\n    image: postgis/postgis\n    ports: ["5432", 5433]' },
    'pg',
  ],
  [
    'which is in another file that it includes',
    {
      'compose.yaml': 'include: [base.yaml]\nservices: {web: {build: .}}',
      'base.yaml': 'services: {db: {build: ./db, expose: ["5432"]}}',
    },
    'db',
  ],
])('a service of a Compose file %s is read', async (_, files, expected) => {
  const services = await servicesOf(files);
  const shown = services.map(({ name, ports = [] }) =>
    [name, ...ports.map(({ published, target }) => `${published}:${target}`)].join(' '),
  );
  expect(shown).toEqual([expected]);
});

test('Compose files are found where Compose finds them', async () => {
  const text = 'services: {db: {image: postgres}}';
  expect(await servicesOf({ 'compose.yaml': text, 'app/x': '' }, {}, 'app')).toMatchObject([
    { from: '../compose.yaml' },
  ]);
  expect(await servicesOf({ 'stack.yml': text }, { COMPOSE_FILE: 'stack.yml' })).toMatchObject([
    { from: 'stack.yml' },
  ]);
  expect(await servicesOf({ '.devcontainer/compose.yml': text })).toMatchObject([
    { from: '.devcontainer/compose.yml' },
  ]);
});

test.each([
  [{ DB_PORT_5432_TCP_ADDR: '172.17.0.2' }, [{ name: 'db', from: 'DB_PORT_5432_TCP_ADDR' }]],
  [{ POSTGRES_HOST: 'store' }, [{ name: 'store', from: 'POSTGRES_HOST', configured: true }]],
  [{ POSTGRES_HOST: 'localhost', DB_HOST: 'p@ss w0rd', SMTP_HOST: 'mail' }, []],
])('variables that name a host: %j', async (env, expected) => {
  expect(await servicesOf({}, env as Record<string, string>)).toEqual(expected);
});
