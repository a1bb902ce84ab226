import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, inject, it } from 'vitest';
import { parse } from 'yaml';
import { freePort } from '../servers/guarded-process.js';
import { buildApplication, buildDbcheck } from './build.js';
import { describeInContainers, podman, run, start } from './podman.js';

const examples = join(import.meta.dirname, '../../examples/compose');

interface Service {
  readonly image: string;
  readonly entrypoint?: readonly string[];
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly depends_on: Readonly<Record<string, { readonly condition: string }>>;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
}

/** The services of a file, with the password that Compose would put in, and the test's PostgreSQL as `database`. */
function services(file: string, password = inject('postgres').password): Record<string, Service> {
  const text = readFileSync(join(examples, file), 'utf8')
    .replaceAll(/\$\{POSTGRES_PASSWORD[^}]*\}/g, password)
    .replaceAll('database:5432', `database:${inject('postgres').port}`);
  return parse(text).services;
}

/** The words with which podman starts what the service describes. */
function wordsOf(service: Service, more: readonly string[] = []): string[] {
  const [entry, ...rest] = service.entrypoint ?? [];
  return [
    ...['--add-host', 'database:127.0.0.1', ...more],
    ...Object.entries(service.environment).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
    ...(service.read_only ? ['--read-only'] : []),
    ...(service.cap_drop ?? []).map((each) => `--cap-drop=${each}`),
    ...(service.security_opt ?? []).map((each) => `--security-opt=${each.replace(/:true$/, '')}`),
    ...(entry ? ['--entrypoint', entry] : []),
    `localhost/${service.image}`,
    ...rest,
    ...service.command,
  ];
}

/** Starts the service, asks it whether it is well, and stops it. */
async function answerOf(service: Service): Promise<string> {
  const port = await freePort();
  const running = start([
    ...['run', '--rm', '--network', 'host', '--name', 'shop'],
    ...wordsOf(service, ['--env', `PORT=${port}`]),
  ]);
  await running.written(/listening/);
  const answer = await (await fetch(`http://127.0.0.1:${port}/healthz`)).text();
  await podman('stop', 'shop');
  await running.ended;
  return answer;
}

describeInContainers('examples/compose', () => {
  beforeAll(async () => {
    await buildDbcheck();
    await buildApplication('localhost/shop', 'test/containers/shop');
  });

  it('compose.yaml starts the application after dbcheck has ended well', async () => {
    const { dbcheck, shop } = services('compose.yaml') as Record<'dbcheck' | 'shop', Service>;
    expect(shop.depends_on).toEqual({ dbcheck: { condition: 'service_completed_successfully' } });
    const { status, stderr } = await run(wordsOf(dbcheck));
    expect(status, stderr).toBe(0);
    expect(await answerOf(shop)).toMatch(/^process 1 /);
  });

  it('compose.yaml has a service that ends with status 1 at once when the password is wrong', async () => {
    const { dbcheck } = services('compose.yaml', 'wrong') as Record<'dbcheck', Service>;
    const { status, stdout } = await run(wordsOf(dbcheck));
    expect(status).toBe(1);
    expect(stdout).toContain('connect/auth-failed');
  });

  it('entry-point.yaml makes the application process 1, in place of dbcheck', async () => {
    const { shop } = services('entry-point.yaml') as Record<'shop', Service>;
    expect(await answerOf(shop)).toMatch(/^process 1 /);
  });

  it('entry-point.yaml does not start the application when the password is wrong', async () => {
    const { shop } = services('entry-point.yaml', 'wrong') as Record<'shop', Service>;
    const { status, stdout, stderr } = await run(wordsOf(shop));
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain('connect/auth-failed');
  });
});
