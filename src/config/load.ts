import type { Source } from '../report.js';
import { UsageError } from '../usage-error.js';
import type { Config } from './config.js';
import { dataAt } from './data-at.js';
import type { Document, Path } from './document.js';
import { exists, findConfig } from './find.js';
import { readDocument, sectionOf } from './read.js';

export interface LoadOptions {
  readonly cwd: string;
  /** `--config` or `DBCHECK_CONFIG`. */
  readonly explicit: string | null;
  /** The codes of the findings; asked for only where a configuration speaks of some. */
  knownCodes(): Promise<readonly string[]>;
}

export interface Loaded {
  readonly config: Config;
  /** Relative to the working directory where it lies below it; null: there is none. */
  readonly file: string | null;
  /** Further configuration files in the working directory, which do not count. */
  readonly others: readonly string[];
  /** What is not there stands where its nearest parent does; null without a file. */
  positionOf(path: Path): Source | null;
}

/** Finds, reads and checks the configuration. Throws `UsageError`. Without a file it loads nothing heavy. */
export async function loadConfig({ cwd, explicit, knownCodes }: LoadOptions): Promise<Loaded> {
  const found = await findConfig(cwd, explicit);
  if (!found) return { config: {}, file: null, others: [], positionOf: () => null };
  const { path, file, others } = found;
  const document = await readDocument(path, file);
  if (!document)
    throw new UsageError(exists(path) ? 'the file is a link to nowhere' : 'the file does not exist', {
      file,
    });
  const section = sectionOf(path);
  const data = sectionData(document, section, file);
  const positionOf = (within: Path, part?: 'key' | 'value') =>
    document.positionOf([...section, ...within], part);
  const { validate } = await import('./validate.js');
  return {
    config: await validate(data, { knownCodes, file, positionOf }),
    file,
    others,
    positionOf: (within) => ({ file, ...positionOf(within) }),
  };
}

function sectionData(document: Document, section: readonly string[], file: string): unknown {
  const data = dataAt(document.data, section);
  if (data !== undefined && data !== null) return data;
  throw new UsageError(
    section.length > 0
      ? `the file has no key ${section.join('.')}, where the configuration would be`
      : 'the file is empty: no section of a configuration in it',
    { file },
  );
}
