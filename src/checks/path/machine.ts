import { type Identity, identity, userNames } from '../../files/identity.js';
import { type Mount, readMounts } from '../../files/mounts.js';
import type { Context } from '../context.js';
import { signOfContainer } from './container.js';

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
  const [who, users, mounts, container] = await Promise.all([
    identity(),
    userNames(),
    readMounts(),
    signOfContainer(context),
  ]);
  const set = (name: string) => Boolean(context.variables.get(name).value);
  const platform =
    set('SPACE_ID') || set('HF_SPACE_ID') ? 'huggingface' : set(KUBERNETES) ? 'kubernetes' : null;
  return {
    identity: who,
    users,
    mounts,
    platform: platform ?? (container ? 'container' : null),
    container,
  };
}

const KUBERNETES = 'KUBERNETES_SERVICE_HOST';
