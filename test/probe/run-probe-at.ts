import { createSocket } from 'node:dgram';
import { writeSync } from 'node:fs';
import { createServer } from 'node:net';
import { probe } from '../../src/probe/probe.js';
import { surroundingsOf } from '../../src/probe/surroundings.js';
import { providerOf } from '../../src/target/providers.js';
import { answerTo, type Zone } from '../servers/name-server.mjs';
import type { Told } from './namespace.js';

/** A process that probes from inside a namespace of its own: what to do comes as JSON, the result goes out as JSON. */
const { host, port, dialect, timeoutMs, zone, listening, env }: Told & { zone: Zone } = JSON.parse(
  process.argv[2] ?? '',
);

async function run() {
  for (const server of ['127.0.0.53', '127.0.0.54']) {
    const socket = createSocket('udp4');
    socket.on('message', (query, { port: to, address }) => {
      const answer = answerTo(query, server === '127.0.0.53' ? zone : {});
      if (answer) socket.send(answer, to, address);
    });
    await new Promise<void>((resolve) => socket.bind(53, server, resolve));
  }
  for (const at of listening) {
    await new Promise<void>((resolve) => {
      createServer((socket) => socket.end()).listen({ ...at }, resolve);
    });
  }
  const target = {
    name: 'main',
    dialect,
    driver: null,
    grammar: 'any',
    hosts: [{ host, port }],
    socket: null,
    socketPort: null,
    file: null,
    user: 'app',
    password: null,
    database: 'app',
    tls: { mode: null, effective: 'prefer', ca: null, cert: null, key: null },
    provider: providerOf({ dialect, host, port, socket: null }),
    parameters: {},
    sources: {},
  } as const;
  const started = performance.now();
  const result = await probe(target, {
    timeoutMs,
    signal: new AbortController().signal,
    scrub: (text) => text,
    cwd: process.cwd(),
    willBeMade: () => false,
    subject: 'DATABASE_URL',
    environment: env,
    surroundings: surroundingsOf(process.cwd(), env),
  });
  writeSync(1, JSON.stringify({ ...result, took: performance.now() - started }));
  process.kill(process.pid, 'SIGKILL'); // a look-up that hangs would keep it
}

run();
