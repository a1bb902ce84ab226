import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { freePort } from '../servers/guarded-process.js';
import { buildApplication } from './build.js';
import { describeInContainers, podman, start } from './podman.js';

const examples = join(import.meta.dirname, '../../examples/kubernetes');
const folder = mkdtempSync(join(tmpdir(), 'dbcheck-kubernetes-'));
const file = join(folder, 'played.yaml');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The example's manifest, with what differs on one machine without a cluster's network. */
function manifest(name: string, port: number): string {
  const deployment = parse(readFileSync(join(examples, `${name}.yaml`), 'utf8'));
  const { spec } = deployment.spec.template;
  spec.hostNetwork = true;
  spec.containers[0].env = [...spec.containers[0].env, { name: 'PORT', value: String(port) }];
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

  describe.each(['init-container', 'entry-point'])('%s.yaml', (name) => {
    it('starts the application when the database takes the login', async () => {
      const { port, text } = await play(name, inject('postgres').url);
      expect(await probed(port), text).toMatch(/^process \d+ of user 65534\n$/);
      const { stdout } = await podman('logs', 'shop-pod-shop');
      expect(stdout).toBe('listening\n');
    });

    it('does not start it when the database refuses the password', async () => {
      const { url, password } = inject('postgres');
      await play(name, url.replace(encodeURIComponent(password), 'wrong'));
      const { stdout } = await podman('logs', 'shop-pod-shop');
      expect(stdout).toBe('');
    });
  });
});
