import type { PathConfig } from '../../config/config.js';
import type { PathFacts } from '../../findings/path-facts.js';
import type { Source } from '../../report.js';
import type { ConfiguredPath } from '../configured-path.js';
import type { Machine } from './machine.js';
import { pathFacts, type Seen } from './place.js';

/** One path that is to be looked at, and what is asked of it. */
export interface PathQuestion {
  readonly path: string;
  /** The path as a report shows it. */
  readonly subject: string;
  readonly source: Source | null;
  readonly configured: ConfiguredPath;
  readonly kind: 'directory' | 'file';
  readonly writable: boolean;
  readonly create: boolean;
  readonly persistent: boolean;
  readonly minFree: { readonly text: string; readonly bytes: number } | null;
  readonly machine: Machine;
  readonly timeoutMs: number;
  facts(seen: Seen): PathFacts;
}

export function pathQuestion(
  configured: ConfiguredPath,
  config: PathConfig,
  minFree: PathQuestion['minFree'],
  machine: Machine,
  timeoutMs: number,
): PathQuestion {
  const kind = config.kind ?? 'directory';
  return {
    path: configured.absolute,
    subject: configured.absolute === '' ? configured.text : configured.shown(configured.absolute),
    source: configured.source,
    configured,
    kind,
    writable: config.writable ?? true,
    create: config.create ?? false,
    persistent: config.persistent ?? false,
    minFree,
    machine,
    timeoutMs,
    facts: (seen) => pathFacts(machine, configured, kind, seen),
  };
}
