import { readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** A service that a Compose file, or a variable, speaks of. */
export interface Service {
  readonly name: string;
  /** `compose.yaml`, or the name of a variable. */
  readonly from: string;
  /** What a Compose file publishes on the host: `15432:5432`. */
  readonly ports?: readonly PublishedPort[];
  /** The application's own setting, `DB_HOST`: whether there is such a service, it does not know. */
  readonly configured?: true;
}

export interface PublishedPort {
  readonly published: number;
  readonly target: number;
}

type Env = Readonly<Record<string, string | undefined>>;
type Data = Readonly<Record<string, unknown>>;

const NAMES = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'];
const OVERRIDES = NAMES.map((name) => name.replace(/\.ya?ml$/, '.override$&'));
const DATABASE_IMAGE = /postg|pgvector|timescale|mysql|mariadb|percona|cockroach|pgbouncer/i;
const DATABASE_PORTS = [5432, 3306];
const LONGEST_FILE = 1 << 20;
const MOST_FILES = 20;

/**
 * The services of the project's Compose files, as Compose finds those: those with a database's image or port,
 * or all where none is told. A file that can't be read gives none.
 */
export async function composeServices(cwd: string, env: Env): Promise<Service[]> {
  const files = composeFiles(cwd, env);
  if (files.length === 0) return [];
  const { parseYaml } = await import('../config/parse-yaml.js');
  const merged = new Map<string, Service & { readonly ports: PublishedPort[]; isDatabase: boolean }>();
  const queue = [...files];
  for (let index = 0; index < Math.min(queue.length, MOST_FILES); index++) {
    const { path, shown } = queue[index] as ComposeFile;
    const text = read(path);
    if (text === null) continue;
    let file: Data;
    try {
      file = mapping(parseYaml(text, { lenient: true, section: [] }).data);
    } catch {
      continue; // a hint that can't be read is no hint
    }
    for (const [name, value] of Object.entries(mapping(file['services']))) {
      const service = mapping(value);
      const known = merged.get(name) ?? { name, from: shown, ports: [], isDatabase: false };
      known.ports.push(...list(service['ports']).flatMap((port) => publishedPort(port, env)));
      known.isDatabase ||=
        DATABASE_IMAGE.test(String(service['image'] ?? '')) ||
        [...known.ports.map(({ target }) => target), ...list(service['expose']).map(Number)].some((port) =>
          DATABASE_PORTS.includes(port),
        );
      merged.set(name, known);
    }
    for (const each of list(file['include'])) {
      for (const included of list(mapping(each)['path'] ?? each)) {
        if (typeof included === 'string') {
          queue.push({ path: resolve(dirname(path), included), shown: included });
        }
      }
    }
  }
  const all = [...merged.values()];
  const databases = all.filter(({ isDatabase }) => isDatabase);
  return (databases.length > 0 ? databases : all).map(({ name, from, ports }) => ({ name, from, ports }));
}

interface ComposeFile {
  readonly path: string;
  readonly shown: string;
}

/** `COMPOSE_FILE`, else the nearest folder upwards that has one, with its override; else a dev container's. */
function composeFiles(cwd: string, env: Env): ComposeFile[] {
  const named = env['COMPOSE_FILE'];
  if (named) {
    return named
      .split(env['COMPOSE_PATH_SEPARATOR'] || ':')
      .map((shown) => ({ path: resolve(cwd, shown), shown }));
  }
  for (let folder = resolve(cwd), up = ''; ; folder = dirname(folder), up += '../') {
    const found = [NAMES, OVERRIDES].flatMap((names) => {
      const name = names.find((each) => isFile(join(folder, each)));
      return name ? [{ path: join(folder, name), shown: `${up}${name}` }] : [];
    });
    if (found.length > 0) return found;
    if (folder === dirname(folder)) break;
  }
  const name = NAMES.find((each) => isFile(join(cwd, '.devcontainer', each)));
  return name ? [{ path: join(cwd, '.devcontainer', name), shown: `.devcontainer/${name}` }] : [];
}

/** Both forms; a port of the host that Docker chooses, and a range, are none that can be told. */
function publishedPort(port: unknown, env: Env): PublishedPort[] {
  if (typeof port === 'object' && port !== null) {
    const { published, target } = mapping(port);
    return bothPorts(filled(String(published ?? ''), env), filled(String(target ?? ''), env));
  }
  const parts = filled(String(port), env)
    .replace(/\/\w+$/, '')
    .split(':');
  return parts.length < 2 ? [] : bothPorts(parts.at(-2) ?? '', parts.at(-1) ?? '');
}

function bothPorts(published: string, target: string): PublishedPort[] {
  const isPort = /^\d{1,5}$/;
  return isPort.test(published) && isPort.test(target)
    ? [{ published: Number(published), target: Number(target) }]
    : [];
}

function filled(text: string, env: Env): string {
  return text.replace(/\$\{(\w+)(?::?-([^}]*))?\}/g, (_, name, otherwise = '') => env[name] || otherwise);
}

function mapping(data: unknown): Data {
  return typeof data === 'object' && data !== null && !Array.isArray(data) ? (data as Data) : {};
}

function list(data: unknown): readonly unknown[] {
  if (data === undefined || data === null) return [];
  return Array.isArray(data) ? data : [data];
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function read(path: string): string | null {
  try {
    const found = statSync(path);
    // Opening a pipe waits for who writes into it.
    return found.isFile() && found.size <= LONGEST_FILE ? readFileSync(path, 'utf8') : null;
  } catch {
    return null;
  }
}
