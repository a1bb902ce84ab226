import type { promises as Dns } from 'node:dns';
import { isBun } from '../is-bun.js';
import { linesOf } from './hosts-file.js';

/** Whom the system asks for names. */
export interface NameServers {
  readonly servers: readonly string[];
  readonly search: readonly string[];
  readonly ndots: number;
}

/** What one name server says of a name: the number of its addresses, or the code of c-ares. */
export interface ServerSays {
  readonly server: string;
  readonly a: number | string;
  readonly aaaa: number | string;
  /** What the name is an alias of. */
  readonly cname: string | null;
}

/** An address needs none of it. */
const dns = () => process.getBuiltinModule('node:dns').promises;

const FILE = '/etc/resolv.conf';
/** The C library reads no more of them. */
const MOST_SERVERS = 3;
/** Of a server that has not answered. */
export const SILENT = 'ETIMEOUT';

export function nameServers(): NameServers {
  let search: string[] = [];
  let ndots = 1;
  const servers: string[] = [];
  for (const line of linesOf(FILE)) {
    const [word, ...rest] = line
      .replace(/[#;].*/, '')
      .trim()
      .split(/\s+/);
    if (word === 'nameserver' && rest[0]) servers.push(rest[0]);
    if (word === 'search' || word === 'domain') search = rest;
    if (word === 'options') ndots = Number(/\bndots:(\d+)/.exec(rest.join(' '))?.[1] ?? ndots);
  }
  return {
    servers: (servers.length > 0 ? servers : dns().getServers()).slice(0, MOST_SERVERS),
    search,
    ndots,
  };
}

/** A question that is put until it is called off; `answers` is what is known so far. */
export interface Asked {
  readonly answers: readonly ServerSays[];
  readonly done: Promise<unknown>;
  cancel(): void;
}

/** Asks each name server of the machine on its own, for the very name, without the search list. */
export function askEach(host: string, servers: readonly string[], ms: number): Asked {
  const answers: ServerSays[] = servers.map((server) => ({ server, a: SILENT, aaaa: SILENT, cname: null }));
  const resolvers: Dns.Resolver[] = [];
  const done = servers.map(async (server, index) => {
    const resolver = new (dns().Resolver)({ timeout: Math.max(1, Math.round(ms)), tries: 1 });
    resolvers.push(resolver);
    try {
      resolver.setServers([server.includes(':') ? `[${server}]` : server]);
    } catch {
      return; // `fe80::1%eth0`, which only the C library can ask
    }
    const exact = async (error: NodeJS.ErrnoException) =>
      isBun && error.code === 'ENOTFOUND' && (await hasName(host, server, ms)) ? 'ENODATA' : codeOf(error);
    const [a, aaaa, cname] = await Promise.all([
      resolver.resolve4(host).then(count, exact),
      resolver.resolve6(host).then(count, exact),
      resolver.resolveCname(host).then(
        ([first]) => first ?? null,
        () => null,
      ),
    ]);
    answers[index] = { server, a, aaaa, cname };
  });
  return {
    answers,
    done: Promise.all(done),
    cancel: () => {
      for (const resolver of resolvers) resolver.cancel();
    },
  };
}

async function hasName(host: string, server: string, ms: number): Promise<boolean> {
  return (await (await import('./bun/name-exists.js')).nameExists(host, server, ms)) === true;
}

/** An alias alone is answered with an empty list. */
const count = ({ length }: readonly string[]): number | string => (length === 0 ? 'ENODATA' : length);
const codeOf = ({ code = 'unknown' }: NodeJS.ErrnoException): string => code;
