import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { surroundingsOf } from '../../src/probe/surroundings.js';

async function folderWith(files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'dbcheck-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
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
  expect(surroundingsOf(folder, {}).services).toEqual([{ name: 'db', from: 'compose.yaml' }]);
});

test('all of its services are named where none tells its image', async () => {
  const text = 'services:\r\n    app:\r\n        build: .\r\n    store:\r\n        build: ./store\r\n';
  const folder = await folderWith({ 'docker-compose.yml': text });
  expect(surroundingsOf(folder, {}).services.map(({ name }) => name)).toEqual(['app', 'store']);
});

test('a Compose file that is none gives no names', async () => {
  const folder = await folderWith({ 'compose.yaml': '\0\x01 services: [' });
  expect(surroundingsOf(folder, {}).services).toEqual([]);
});

test('Kubernetes names its services by variables', async () => {
  const folder = await folderWith({});
  const env = { KUBERNETES_SERVICE_HOST: '10.0.0.1', MY_POSTGRES_SERVICE_HOST: '10.0.0.2' };
  const { container, kubernetes, services } = surroundingsOf(folder, env);
  expect(container).toContain('KUBERNETES_SERVICE_HOST is set');
  expect(kubernetes).toBe(true);
  expect(services).toEqual([{ name: 'my-postgres', from: 'MY_POSTGRES_SERVICE_HOST' }]);
});

test('Podman and systemd name the container by a variable', () => {
  expect(surroundingsOf('/', { container: 'podman' }).container).toContain(
    'the variable container is podman',
  );
});
