import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Login, ProvidedServer } from '../../test/servers/provided.js';
import type { Program } from '../peers/install.js';
import type { Row } from './measure.js';

/** What the parts are given. */
export interface Place {
  /** A folder that goes with the run. */
  readonly room: string;
  /** The peers that could be had. */
  readonly programs: ReadonlyMap<string, Program>;
  readonly postgres: ProvidedServer;
  readonly mariadb: ProvidedServer;
  /** As PostgreSQL comes: a hundred connections. */
  readonly roomy: ProvidedServer;
  /** A folder in memory, where there is one: half a million files take a disk ten minutes. */
  readonly memory: string;
}

export const root = new URL('../..', import.meta.url).pathname;

/** How the two artefacts are started. */
export const PACKAGE = [process.execPath, `${root}bin/dbcheck.js`];
export const EXECUTABLE = [`${root}dist/dbcheck-linux-${process.arch}`];

export const BARE = 'bare node';

/** Neither NODE_EXTRA_CA_CERTS, which costs an older Node 75 ms, nor what would make this a pipeline or a container. */
export const ENV = { PATH: process.env['PATH'] ?? '', HOME: '/nonexistent', DO_NOT_TRACK: '1' };

/** Makes a folder of the room. */
export function folder({ room }: Place, name: string, files: Readonly<Record<string, string>> = {}): string {
  const path = join(room, name);
  mkdirSync(path, { recursive: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(join(path, file), text);
  return path;
}

export function bareNode(place: Place): Row {
  const cwd = folder(place, 'bare', { 'empty.js': '' });
  return { name: BARE, command: [process.execPath, 'empty.js'], cwd, env: ENV };
}

/** A row for a peer, if it is here. */
export function peer(
  { programs }: Place,
  program: string,
  args: readonly string[],
  row: Omit<Row, 'command'>,
): Row[] {
  const found = programs.get(program);
  return found ? [{ ...row, command: [found.path, ...args] }] : [];
}

/** The address of a server in a URL, with what follows it. */
export function urlAt({ host, port, database }: ProvidedServer, { url }: Login, query: string): string {
  return `${url.slice(0, url.lastIndexOf('@'))}@${host}:${port}/${database}${query}`;
}
