import type { FindingCode } from '../../../src/findings/catalogue.js';
import type { Namespace } from './namespace.js';

/** What a user has when the failure shows: variables, files of the working directory, a network. */
export interface World {
  readonly env: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  /** A network and an `/etc` of its own; making them takes root. */
  readonly within?: Namespace;
  /** Without the rights of root to pass over the modes of files. */
  readonly unprivileged?: boolean;
}

/** A row of `failures.jsonl`, made to happen. The exit status follows from `transient`, as the contract says. */
export interface Situation {
  readonly id: string;
  /** Tells several cases of one situation apart. */
  readonly variant?: string;
  readonly world: () => World | Promise<World>;
  /** Null where dbcheck connects: the situation is one of drivers alone. */
  readonly code: FindingCode | null;
  /** False where it is left out. */
  readonly transient?: true;
  /** The fact that solves it, somewhere in message, why and fix, which are joined by line ends. */
  readonly says: RegExp;
}

/** A situation that no run of dbcheck can show, and why. */
export type LeftOut = Readonly<Record<string, string>>;

export function exitStatusOf({ code, transient }: Situation): number {
  if (code === null) return 0;
  return transient ? 3 : 1;
}

export const titleOf = ({ id, variant }: Situation) => (variant ? `${id}, ${variant}` : id);
