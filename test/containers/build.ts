import { join } from 'node:path';
import { expect } from 'vitest';
import { podman } from './podman.js';

const root = join(import.meta.dirname, '../..');

/** Builds an image from a folder with a Dockerfile, without a network, from local images alone. */
async function build(tag: string, folder: string): Promise<void> {
  const offline = ['--pull=never', '--network', 'none', '--layers=false'];
  const { status, stderr } = await podman('build', ...offline, '--tag', tag, join(root, folder));
  expect(status, stderr).toBe(0);
}

/** Builds the image that the repository's own Dockerfile describes, once for all tests. */
export async function buildDbcheck(): Promise<void> {
  const { status } = await podman('image', 'exists', 'localhost/dbcheck');
  if (status !== 0) await build('localhost/dbcheck', '.');
}

/** An application's image, which takes dbcheck from its image. */
export async function buildApplication(tag: string, folder: string): Promise<void> {
  await buildDbcheck();
  await build(tag, folder);
}
