import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What the machine shows of itself. Read on a failure only, for the hint that solves it. */
export interface Surroundings {
  /** What says that this process runs in a container, in words; empty where nothing does. */
  readonly container: readonly string[];
  /** In a pod, localhost may be a sidecar that still starts. */
  readonly kubernetes: boolean;
  /** Names of other services that the project or the platform speaks of, with where they were found. */
  readonly services: readonly Service[];
}

export interface Service {
  readonly name: string;
  /** `compose.yaml`, or the name of a variable. */
  readonly from: string;
}

const COMPOSE_FILES = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'];
const DATABASE_IMAGE = /image:.*(postg|pgvector|timescale|mysql|mariadb|percona|cockroach|pgbouncer)/i;
const LONGEST_FILE = 1 << 20;

/** Each part is read when it is first asked for. */
export function surroundingsOf(cwd: string, env: Readonly<Record<string, string | undefined>>): Surroundings {
  let container: readonly string[] | undefined;
  let services: readonly Service[] | undefined;
  return {
    get container() {
      container ??= signsOfContainer(env);
      return container;
    },
    get kubernetes() {
      return Boolean(env['KUBERNETES_SERVICE_HOST']);
    },
    get services() {
      services ??= [...composeServices(cwd), ...linkedServices(env)];
      return services;
    },
  };
}

/** `/.dockerenv` alone proves nothing: it is left behind in images that become machines. */
function signsOfContainer(env: Readonly<Record<string, string | undefined>>): string[] {
  const signs: string[] = [];
  if (env['KUBERNETES_SERVICE_HOST']) signs.push('KUBERNETES_SERVICE_HOST is set');
  if (env['container']) signs.push(`the variable container is ${env['container']}`);
  if (existsSync('/run/.containerenv')) signs.push('/run/.containerenv exists');
  const mounts = read('/proc/self/mountinfo') ?? '';
  if (/ \/etc\/(hosts|resolv\.conf|hostname) /.test(mounts)) signs.push('/etc/hosts is mounted into it');
  if (existsSync('/.dockerenv') && / \/ \/ .* - (overlay|aufs|fuse-overlayfs) /.test(mounts)) {
    signs.push('/.dockerenv exists and / is an overlay');
  }
  return signs;
}

/** The services of the Compose file in `cwd`: those with a database's image, or all where none is told. */
function composeServices(cwd: string): Service[] {
  for (const file of COMPOSE_FILES) {
    const text = read(join(cwd, file));
    if (text === null) continue;
    const services = servicesIn(text);
    const databases = services.filter(({ body }) => DATABASE_IMAGE.test(body));
    return (databases.length > 0 ? databases : services).map(({ name }) => ({ name, from: file }));
  }
  return [];
}

/** Reads the layout alone, by indentation; a hint is not worth a YAML parser. */
function servicesIn(text: string): { name: string; body: string }[] {
  const services: { name: string; body: string }[] = [];
  let inside = false;
  let indent: string | null = null;
  for (const line of text.split(/\r?\n/)) {
    if (/^\s*(#|$)/.test(line)) continue;
    const [, space = '', key = ''] = /^(\s*)["']?([\w.-]+)["']?\s*:/.exec(line) ?? [];
    if (/^\S/.test(line)) {
      inside = key === 'services';
      continue;
    }
    if (!inside) continue;
    if (key) indent ??= space;
    if (key && space === indent) services.push({ name: key, body: '' });
    else {
      const last = services.at(-1);
      if (last) last.body += `${line}\n`;
    }
  }
  return services;
}

/** Kubernetes tells every pod the services that were there first: `POSTGRES_SERVICE_HOST`. */
function linkedServices(env: Readonly<Record<string, string | undefined>>): Service[] {
  return Object.keys(env).flatMap((from) => {
    const name = /^(.+)_SERVICE_HOST$/.exec(from)?.[1]?.toLowerCase().replaceAll('_', '-');
    return name && name !== 'kubernetes' ? [{ name, from }] : [];
  });
}

function read(path: string): string | null {
  try {
    const { size } = statSync(path);
    return size > LONGEST_FILE ? null : readFileSync(path, 'utf8');
  } catch {
    return null; // a hint that can't be read is no hint
  }
}
