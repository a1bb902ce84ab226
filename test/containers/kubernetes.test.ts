import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, inject, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { freePort } from '../servers/guarded-process.js';
import { buildApplication } from './build.js';
import { describeInContainers, podman, start } from './podman.js';

const examples = join(import.meta.dirname, '../../examples/kubernetes');
const folder = mkdtempSync(join(tmpdir(), 'dbcheck-kubernetes-'));
const file = join(folder, 'played.yaml');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const APPLICATION = 'shop-pod-0-shop';

/** The example's manifest, with what differs on one machine without a cluster's network. */
function manifest(name: string, port: number): string {
  const deployment = parse(readFileSync(join(examples, `${name}.yaml`), 'utf8'));
  deployment.spec.replicas = 1;
  const { spec } = deployment.spec.template;
  const [application] = spec.containers;
  spec.hostNetwork = true;
  delete application.ports;
  application.env = [...application.env, { name: 'PORT', value: String(port) }];
  return stringify(deployment, { aliasDuplicateObjects: false });
}

/** Plays a manifest with the secret that it names. */
async function play(
  name: string,
  url: string,
): Promise<{ port: number; status: number | null; text: string }> {
  const port = await freePort();
  writeFileSync(file, manifest(name, port));
  const secret = JSON.stringify({ url: Buffer.from(url).toString('base64') });
  await start(['secret', 'create', 'shop-database', '-'], secret).ended;
  const { status, stdout, stderr } = await podman('kube', 'play', file);
  return { port, status, text: stdout + stderr };
}

function wrongPassword(): string {
  const { url, password } = inject('postgres');
  return url.replace(encodeURIComponent(password), 'wrong');
}

/** What the application answers to its probe, as soon as it does. */
async function probed(port: number): Promise<string> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await (await fetch(`http://127.0.0.1:${port}/healthz`)).text();
    } catch (error) {
      if (attempt === 300) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

describeInContainers('the manifests of examples/kubernetes, played by podman', () => {
  beforeAll(async () => {
    await buildApplication('registry.example.com/shop:1.0', 'test/containers/shop');
    await podman('tag', 'localhost/dbcheck', 'registry.example.com/dbcheck:0.1.0');
  });
  afterEach(async () => {
    await podman('kube', 'down', file);
    await podman('secret', 'rm', 'shop-database');
  });

  it.each(['init-container', 'entry-point'])(
    '%s.yaml starts the application when the database takes the login',
    async (name) => {
      const { port, text } = await play(name, inject('postgres').url);
      expect(await probed(port), text).toMatch(/^process \d+ of user 65534\n$/);
      const { stdout } = await podman('logs', APPLICATION);
      expect(stdout).toBe('listening\n');
    },
  );

  it('init-container.yaml does not start it when the database refuses the password', async () => {
    const { status, text } = await play('init-container', wrongPassword());
    expect(status).not.toBe(0);
    expect(text).toMatch(/init container \w+ exited with code 1/);
    const { stdout } = await podman('inspect', '--format', '{{.State.Status}}', APPLICATION);
    expect(stdout).toBe('created\n');
  });

  it('entry-point.yaml does not start it when the database refuses the password', async () => {
    const { status } = await play('entry-point', wrongPassword());
    expect(status).toBe(0);
    const logs = start(['logs', '--follow', APPLICATION]);
    await logs.written(/code {2}connect\/auth-failed[^]*Exit status 1/);
    await podman('kube', 'down', file);
    expect((await logs.ended).stdout).toBe('');
  });
});
