import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { baseTarball } from './base-image.js';
import { openStore, prepare, type Store } from './store.js';
import { whyNot } from './why-not.js';

/** The environment of podman, or why there are no containers. */
export type Containers = { readonly env: Readonly<Record<string, string>> } | { readonly reason: string };

declare module 'vitest' {
  export interface ProvidedContext {
    containers: Containers;
  }
}

/** Local images with the names that the Dockerfiles begin from; no registry is asked. */
const BASES = ['localhost/debian:12-slim', 'localhost/python:3.13-slim'];

let store: Store | undefined;

export async function setup(project: TestProject): Promise<void> {
  const reason = whyNot() ?? (await open());
  if (reason !== null) process.stderr.write(`The tests in containers are skipped: ${reason}\n`);
  project.provide('containers', reason === null && store ? { env: store.env } : { reason: reason ?? '' });
}

export async function teardown(): Promise<void> {
  await store?.close();
}

/** Opens the store with its images; null, or why that could not be. */
async function open(): Promise<string | null> {
  try {
    const tarball = await baseTarball();
    store = await openStore();
    const PATH = 'ENV PATH=/usr/local/bin:/usr/bin:/bin';
    const id = await prepare(store, 'import', '--quiet', '--change', PATH, tarball);
    await prepare(store, 'tag', id.trim(), ...BASES);
    await prepare(store, 'run', '--rm', '--network', 'host', BASES[0] ?? '', 'true');
  } catch (error) {
    const { message, stderr = '' } = error as Error & { stderr?: string };
    return `containers cannot be started here: ${stderr.trim().split('\n').at(-1) || message}`;
  }
  const folder = join(import.meta.dirname, 'distroless');
  const offline = ['--pull=never', '--network', 'none', '--layers=false', '--quiet'];
  await prepare(store, 'build', ...offline, '--tag', 'localhost/distroless', folder);
  return null;
}
