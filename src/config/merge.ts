import type { EnvironmentOverride, TlsConfig, VariableSpec } from './config.js';
import { isMapping } from './data-at.js';
import type { DatabaseSettings } from './settings.js';

/** The sections of a configuration with their short forms written out. */
export type LongForm = Omit<EnvironmentOverride, 'when' | 'env' | 'databases'> & {
  env?: Record<string, VariableSpec>;
  databases?: Record<string, DatabaseSettings>;
};

/** Writes out `NAME: required` and `tls: require`, so that an override can be merged into either form. */
export function longForm({ env, databases, ...rest }: EnvironmentOverride): LongForm {
  return {
    ...rest,
    ...(env && { env: mapValues(env, longVariable) }),
    ...(databases && {
      databases: mapValues(databases, ({ tls, ...database }) => ({
        ...database,
        ...(tls && { tls: longTls(tls) }),
      })),
    }),
  };
}

function longVariable(spec: VariableSpec | 'required' | 'optional'): VariableSpec {
  return typeof spec === 'string' ? { required: spec === 'required' } : spec;
}

function longTls(tls: TlsConfig | TlsConfig['mode']): TlsConfig {
  return typeof tls === 'string' ? { mode: tls } : { ...tls };
}

/** The sections of one environment over those of all: mappings are merged, lists and values replaced. */
export function merge(base: LongForm, override: LongForm): LongForm {
  return mergeMappings({ ...base }, { ...override });
}

function mergeMappings(
  base: Record<string, unknown>,
  override: Record<string, unknown>,
): Record<string, unknown> {
  const merged = new Map(Object.entries(base));
  for (const [key, value] of Object.entries(override)) {
    if (value === undefined) continue;
    const below = merged.get(key);
    merged.set(key, isMapping(below) && isMapping(value) ? mergeMappings(below, value) : value);
  }
  return Object.fromEntries(merged);
}

function mapValues<T, U>(record: Record<string, T>, change: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
