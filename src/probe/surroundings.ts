import { existsSync, readFileSync } from 'node:fs';
import { composeServices, type Service } from './compose-services.js';

/** What the machine shows of itself. Read on a failure only, for the hint that solves it. */
export interface Surroundings {
  /** What says that this process runs in a container, in words; empty where nothing does. */
  readonly container: readonly string[];
  /** In a pod, localhost may be a sidecar that still starts. */
  readonly kubernetes: boolean;
  /** Where a rule of the place explains a failure. */
  readonly platform: Platform | null;
  /** Names of other services that the project or the platform speaks of, with where they were found. */
  readonly services: readonly Service[] | Promise<readonly Service[]>;
}

export type Platform =
  | 'Hugging Face'
  | 'Railway'
  | 'Render'
  | 'Fly'
  | 'GitHub Actions'
  | 'GitLab CI'
  | 'Codespaces'
  | 'WSL';

type Env = Readonly<Record<string, string | undefined>>;

const PLATFORMS: readonly (readonly [variable: string, Platform])[] = [
  ['SPACE_ID', 'Hugging Face'],
  ['RAILWAY_ENVIRONMENT_NAME', 'Railway'],
  ['RAILWAY_ENVIRONMENT', 'Railway'],
  ['RENDER', 'Render'],
  ['FLY_APP_NAME', 'Fly'],
  ['GITHUB_ACTIONS', 'GitHub Actions'],
  ['GITLAB_CI', 'GitLab CI'],
  ['CODESPACES', 'Codespaces'],
  ['WSL_DISTRO_NAME', 'WSL'],
];

/** Each part is read when it is first asked for. */
export function surroundingsOf(cwd: string, env: Env): Surroundings {
  let container: readonly string[] | undefined;
  let services: Promise<readonly Service[]> | undefined;
  return {
    get container() {
      container ??= signsOfContainer(env);
      return container;
    },
    kubernetes: Boolean(env['KUBERNETES_SERVICE_HOST']),
    platform: PLATFORMS.find(([variable]) => env[variable])?.[1] ?? null,
    get services() {
      services ??= composeServices(cwd, env).then((composed) => [...composed, ...namedByVariables(env)]);
      return services;
    },
  };
}

/** `/.dockerenv` alone proves nothing: it is left behind in images that become machines. */
function signsOfContainer(env: Env): string[] {
  const signs: string[] = [];
  if (env['KUBERNETES_SERVICE_HOST']) signs.push('KUBERNETES_SERVICE_HOST is set');
  if (env['container']) signs.push(`the variable container is ${env['container']}`);
  if (existsSync('/run/.containerenv')) signs.push('/run/.containerenv exists');
  const mounts = read('/proc/self/mountinfo') ?? '';
  if (
    /\/(docker|containers|kubelet|pods|sandboxes|nerdctl)\/\S* \/etc\/(hosts|resolv\.conf|hostname) /.test(
      mounts,
    )
  )
    signs.push('/etc/hosts is mounted into it');
  if (existsSync('/.dockerenv') && / \/ \/ .* - (overlay|aufs|fuse-overlayfs) /.test(mounts)) {
    signs.push('/.dockerenv exists and / is an overlay');
  }
  const group = /\/(docker[-/][0-9a-f]{12}|kubepods|libpod-|lxc\/|ecs\/)/.exec(
    read('/proc/self/cgroup') ?? '',
  );
  if (group) signs.push(`its cgroup is one of ${group[1]?.replace(/[-/].*/, '')}`);
  return signs;
}

/** A variable whose value is the name of a host: of a Docker link, or beside the one that failed. */
const HOST_VARIABLE =
  /^(PGHOST|(\w+_)?(POSTGRES|POSTGRESQL|PG|MYSQL|MARIADB|DB|DATABASE)_(HOST|HOSTNAME|SERVER))$/;
const HOST_NAME = /^(?=.{1,63}$)[a-z][a-z0-9-]*(\.[a-z0-9-]+)*$/;

/**
 * Kubernetes tells every pod the services that were there first, `POSTGRES_SERVICE_HOST`, and a link of Docker
 * is `DB_PORT_5432_TCP_ADDR`: there the name is in the variable's own.
 */
function namedByVariables(env: Env): Service[] {
  return Object.entries(env).flatMap(([from, value = '']) => {
    const [, service, link] = /^(.+)_SERVICE_HOST$|^(.+)_PORT_\d+_TCP_ADDR$/.exec(from) ?? [];
    const name = (service ?? link)?.toLowerCase().replaceAll('_', '-');
    // Kubernetes makes links as well, for the same services.
    if (name) return name === 'kubernetes' || (link && env[`${link}_SERVICE_HOST`]) ? [] : [{ name, from }];
    const isHost = HOST_VARIABLE.test(from) && HOST_NAME.test(value) && value !== 'localhost';
    return isHost ? [{ name: value, from, configured: true }] : [];
  });
}

/** As facts of a finding about `host`; of a setting that names just this host there is nothing to learn. */
export async function servicesBeside(host: string, { services }: Surroundings) {
  return (await services)
    .filter(({ name, configured }) => !(configured && name === host))
    .map(({ name, from, ports = [] }) => ({ name, from, ports }));
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null; // a hint that can't be read is no hint
  }
}
