import * as z from 'zod/mini';
import { nearestName } from '../nearest-name.js';
import { UsageError } from '../usage-error.js';
import type { Config } from './config.js';
import type { Path } from './document.js';
import { relationFaults } from './relations.js';
import { configSchema } from './schema.js';
import { type Fault, faultsOf, showPath } from './schema-fault.js';
import { showKey } from './syntax-fault.js';
import type { ValidateOptions } from './validate.js';

/** More than a screen of complaints helps nobody. */
const MOST = 20;

/** Checks a configuration strictly. Throws one `UsageError` that names every fault, the first with its place. */
export async function checkInWords(data: unknown, options: ValidateOptions): Promise<Config> {
  const result = z.safeParse(configSchema(), data);
  if (!result.success) {
    throw asUsageError(
      result.error.issues.flatMap((issue) => faultsOf(issue, data)),
      options,
    );
  }
  const { $schema: _, ...config } = result.data as Exact<z.output<ReturnType<typeof configSchema>>>;
  const checked: Config = config;
  const faults = [...(await unknownCodes(checked, options)), ...betweenKeys(checked)];
  if (faults.length > 0) throw asUsageError(faults, options);
  return checked;
}

/** The schema lets a program write `wait: undefined`, which means the same as leaving it out. */
type Exact<T> = T extends object ? { [K in keyof T]: Exact<Exclude<T[K], undefined>> } : T;

async function unknownCodes(
  { environments = {}, severity = {} }: Config,
  { knownCodes }: ValidateOptions,
): Promise<Fault[]> {
  const places: [Path, string[]][] = [
    [['severity'], Object.keys(severity)],
    ...Object.entries(environments).map(([name, override]): [Path, string[]] => [
      ['environments', name, 'severity'],
      Object.keys(override.severity ?? {}),
    ]),
  ];
  if (places.every(([, codes]) => codes.length === 0)) return [];
  const known = await knownCodes();
  return places.flatMap(([above, codes]) =>
    codes
      .filter((code) => !known.includes(code))
      .map((code): Fault => {
        const nearest = nearestName(code, known);
        const hint = nearest ? ` (did you mean "${nearest}"?)` : ' (dbcheck explain lists them)';
        const message = `${showPath(above)}: unknown code ${showKey(code)}${hint}`;
        return { path: [...above, code], part: 'key', message, nearest };
      }),
  );
}

function betweenKeys(config: Config): Fault[] {
  return relationFaults(config).map(({ path, message }) => ({
    path,
    part: 'value',
    message: `${showPath(path)}: ${message}`,
    nearest: null,
  }));
}

/** Several faults stand on lines of their own, in the order of the file. */
function asUsageError(faults: readonly Fault[], { file, positionOf }: ValidateOptions): UsageError {
  const [first, ...others] = faults
    .map((fault) => ({ ...fault, at: positionOf(fault.path, fault.part) }))
    .sort((a, b) => (a.at?.line ?? 0) - (b.at?.line ?? 0) || (a.at?.column ?? 0) - (b.at?.column ?? 0));
  const lines = others.slice(0, MOST - 1).map(({ at, message }) => {
    const place = [file, at?.line, at?.column]
      .filter((part) => part !== null && part !== undefined)
      .join(':');
    return `  ${place ? `${place}: ` : ''}${message}`;
  });
  if (others.length >= MOST) lines.push(`  and ${others.length - lines.length} more`);
  return new UsageError([first?.message, ...lines].join('\n'), {
    file,
    line: first?.at?.line ?? null,
    column: first?.at?.column ?? null,
    nearest: first?.nearest ?? null,
  });
}
