import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';
import { catalogue } from '../../src/findings/catalogue.js';
import type { Entry } from '../../src/findings/entry.js';
import { type ProbeRequest, type ProbeResult, probe } from '../../src/probe/probe.js';
import type { Surroundings } from '../../src/probe/surroundings.js';
import type { Observation } from '../../src/report.js';
import type { Target } from '../../src/target/target.js';
import { Secret } from '../../src/variables/secret.js';
import { Secrets } from '../../src/variables/secrets.js';
import type { Dialect } from '../servers/dialects.js';
import { startFake, type Talk } from '../servers/fakes.js';
import type { ProvidedServer } from '../servers/provided.js';

// The first probe of a process would pay for loading its layers, and miss a short deadline.
const LAYERS = resolve(import.meta.dirname, '../../src/probe');
await Promise.all([
  import('pg/lib/client.js'),
  import('mysql2'),
  ...readdirSync(LAYERS)
    .filter((name) => /(?<!\.d)\.ts$/.test(name))
    .map((name) => import(join(LAYERS, name))),
]);

/** What a probe may take beyond its timeout, on a machine that has other things to do. */
const GRACE_MS = 300;

export const NOWHERE: Surroundings = { container: [], kubernetes: false, platform: null, services: [] };

type Parts = Partial<Omit<Target, 'password'>> & { readonly password?: string | null };

/** A target with everything that a test does not speak of left out. */
export function targetOf({ password = null, ...parts }: Parts): Target {
  return {
    name: 'main',
    dialect: 'postgres',
    driver: null,
    grammar: 'any',
    hosts: [],
    socket: null,
    socketPort: null,
    file: null,
    user: null,
    database: null,
    tls: tls('disable'),
    provider: null,
    parameters: {},
    sources: {},
    ...parts,
    password: password === null ? null : new Secret(password),
  };
}

export function tls(effective: Target['tls']['effective'], more: Partial<Target['tls']> = {}): Target['tls'] {
  return { mode: effective, effective, ca: null, cert: null, key: null, ...more };
}

/** The target that fits a server, for its user. */
export function targetAt(
  server: ProvidedServer,
  { dialect }: Pick<Dialect, 'dialect'>,
  parts: Parts = {},
): Target {
  const { host, port, user, password, database } = server;
  return targetOf({ dialect, hosts: [{ host, port }], user, password, database, ...parts });
}

/** A target at a small server that talks like this, for as long as the test lasts. */
export async function targetAtFake(talk: Talk, dialect: string, parts: Parts = {}): Promise<Target> {
  const fake = await startFake(talk);
  onTestFinished(() => fake.close());
  const hosts = [{ host: '127.0.0.1', port: fake.port }];
  return targetOf({ dialect, hosts, user: 'app', password: 'Anchor.3-willow', database: 'app', ...parts });
}

/**
 * Like `probe`, with what tests do not speak of filled in. Holds for every result: it came within the
 * timeout, it does not tell the password, and every finding has its words.
 */
export async function probed(target: Target, more: Partial<ProbeRequest> = {}): Promise<ProbeResult> {
  const secrets = new Secrets();
  secrets.add(target.password?.reveal());
  const request: ProbeRequest = {
    timeoutMs: 3000,
    signal: new AbortController().signal,
    scrub: (text) => secrets.scrub(text),
    cwd: process.cwd(),
    subject: 'databases.main',
    surroundings: NOWHERE,
    environment: { HOME: '/nonexistent' },
    willBeMade: () => false,
    ...more,
  };
  const started = performance.now();
  const result = await probe(target, request);
  const took = Math.round(performance.now() - started);
  if (took > request.timeoutMs + GRACE_MS) throw new Error(`took ${took} ms of ${request.timeoutMs}`);

  const words = result.observations.map(wordsOf).join('\n');
  const password = target.password?.reveal();
  if (password && `${JSON.stringify(result)}${words}`.includes(password))
    throw new Error(`tells the password: ${words}`);
  if (/\bundefined\b|\[object|""/.test(words)) throw new Error(`lacks a word: ${words}`);
  return result;
}

/** Every sentence of a finding, as a report shows them. */
export function wordsOf({ code, subject, facts }: Observation): string {
  const entry = (catalogue as unknown as Record<string, Entry>)[code];
  if (!entry) throw new Error(`no words for ${code}`);
  return [entry.message(subject, facts), ...entry.why(subject, facts), ...entry.fix(subject, facts)].join(
    '\n',
  );
}

/** The codes of what was seen. */
export function codesOf({ observations }: ProbeResult): string[] {
  return observations.map(({ code }) => code);
}

/** The facts of what was seen first. */
export function factsOf({ observations }: ProbeResult): Observation['facts'] {
  const [first] = observations;
  if (!first) throw new Error('nothing was seen');
  return first.facts;
}
