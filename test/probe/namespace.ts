import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import type { ProbeResult } from '../../src/probe/probe.js';
import { bundle } from '../bundle.js';
import type { Zone } from '../servers/name-server.mjs';
import { wordsOf } from './targets.js';

/** What the process inside is told. */
export interface Told {
  readonly host: string;
  readonly port: number;
  readonly dialect: string;
  readonly timeoutMs: number;
  readonly env: Readonly<Record<string, string>>;
  /** Servers inside, which close every connection. */
  readonly listening: readonly { readonly host: string; readonly port: number }[];
}

export interface There extends Partial<Told> {
  /** What the name server at 127.0.0.53 knows; the one at 127.0.0.54 knows nothing. */
  readonly zone?: Zone;
  readonly hosts?: string;
  readonly resolv?: string;
  /** Commands of `ip`, without the word. The loopback is up. */
  readonly ip?: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
}

export type Seen = ProbeResult & { readonly took: number; readonly words: string };

const probeInside = (folder: string) => join(folder, 'run-probe-at.cjs');

/** Whether namespaces can be made: that needs root, and a system that lets it. */
export const canMakeNamespaces = spawnSync('unshare', ['-nm', 'ip', 'link', 'set', 'lo', 'up']).status === 0;

/** Probes from a network and file system of its own, without a way to any other. */
export function namespaces(): (there: There) => Seen {
  const folder = mkdtempSync(join(tmpdir(), 'dbcheck-namespace-'));
  beforeAll(async () => {
    await bundle(join(import.meta.dirname, 'run-probe-at.ts'), folder);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  return ({
    hosts = '127.0.0.1 localhost\n',
    resolv = 'nameserver 127.0.0.53\n',
    ip = [],
    files = {},
    ...there
  }) => {
    const here = mkdtempSync(join(folder, 'at-'));
    for (const [name, text] of Object.entries({ ...files, '.hosts': hosts, '.resolv': resolv })) {
      mkdirSync(dirname(join(here, name)), { recursive: true });
      writeFileSync(join(here, name), text);
    }
    const told = {
      host: 'db',
      port: 5432,
      dialect: 'postgres',
      timeoutMs: 3000,
      env: {},
      zone: {},
      listening: [],
      ...there,
    };
    const script = [
      'set -e',
      'ip link set lo up',
      ...ip.map((command) => `ip ${command}`),
      'mount --bind .hosts /etc/hosts',
      'mount --bind .resolv /etc/resolv.conf',
      `exec "${process.execPath}" "${probeInside(folder)}" "$1"`,
    ].join('\n');
    const { stdout, stderr } = spawnSync('unshare', ['-nm', 'sh', '-c', script, 'sh', JSON.stringify(told)], {
      cwd: here,
      encoding: 'utf8',
    });
    if (!stdout) throw new Error(stderr);
    const result: ProbeResult & { took: number } = JSON.parse(stdout);
    return { ...result, words: result.observations.map(wordsOf).join('\n') };
  };
}
