import { writeSync } from 'node:fs';
import { probe } from '../../src/probe/probe.js';

/** A process that probes an SQLite file, for another user: its path comes as an argument, the result goes out as JSON. */
const [, , file = ''] = process.argv;
const target = {
  name: 'main',
  dialect: 'sqlite',
  driver: null,
  grammar: 'any',
  hosts: [],
  socket: null,
  socketPort: null,
  file,
  user: null,
  password: null,
  database: null,
  tls: { mode: null, effective: 'disable', ca: null, cert: null, key: null },
  provider: null,
  parameters: {},
  sources: {},
} as const;
probe(target, {
  timeoutMs: 3000,
  signal: new AbortController().signal,
  scrub: (text) => text,
  cwd: '/',
  willBeMade: () => false,
  subject: 'databases.main',
  environment: {},
  surroundings: { container: [], kubernetes: false, platform: null, services: [] },
}).then((result) => {
  writeSync(1, JSON.stringify(result));
});
