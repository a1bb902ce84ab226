import { access } from 'node:fs/promises';
import { type Identity, identity, userNames } from '../../files/identity.js';
import { type Mount, readMounts } from '../../files/mounts.js';
import type { Context } from '../context.js';

type Platform = 'huggingface' | 'kubernetes' | 'container' | null;

/** Where and as whom dbcheck runs: the same for every path of a run. */
export interface Machine {
  readonly identity: Identity | null;
  readonly users: ReadonlyMap<number, string>;
  /** Null where the system does not tell. */
  readonly mounts: readonly Mount[] | null;
  /** What a fix has to be written for. */
  readonly platform: Platform;
  /** Why the root file system does not outlive a restart, in words; null where nothing says so. */
  readonly container: string | null;
}

export async function machineOf(context: Context): Promise<Machine> {
  const [who, users, mounts, marks] = await Promise.all([
    identity(),
    userNames(),
    readMounts(),
    containerMark(),
  ]);
  const set = (name: string) => Boolean(context.variables.get(name).value);
  const platform =
    set('SPACE_ID') || set('HF_SPACE_ID') ? 'huggingface' : set(KUBERNETES) ? 'kubernetes' : null;
  const variable = CONTAINER_PLATFORMS.find(set);
  const container = marks ?? (variable ? `${variable} is set` : null);
  return {
    identity: who,
    users,
    mounts,
    platform: platform ?? (container ? 'container' : null),
    container,
  };
}

const KUBERNETES = 'KUBERNETES_SERVICE_HOST';

/** Platforms that start every instance from the image again. */
const CONTAINER_PLATFORMS = [
  'SPACE_ID',
  'HF_SPACE_ID',
  KUBERNETES,
  'DYNO',
  'RENDER',
  'FLY_APP_NAME',
  'RAILWAY_ENVIRONMENT_NAME',
  'K_SERVICE',
  'ECS_CONTAINER_METADATA_URI_V4',
  'AWS_LAMBDA_FUNCTION_NAME',
];

async function containerMark(): Promise<string | null> {
  for (const mark of ['/.dockerenv', '/run/.containerenv']) {
    const there = await access(mark).then(
      () => true,
      () => false,
    );
    if (there) return `${mark} is there`;
  }
  return null;
}
