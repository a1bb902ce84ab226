import type { Reader } from './clients/reader.js';
import { readerNamed } from './clients/readers.js';
import { describeTarget } from './describe.js';
import { firstOfEachKind } from './fault.js';
import { readForm } from './forms/index.js';
import { policyFaults } from './policy/policy-faults.js';
import { gluedParts } from './raw/glued-parts.js';
import { lookAtRaw } from './raw/hygiene.js';
import { placeholders } from './raw/placeholders.js';
import { emptyReading, type OpenReading, type Reading } from './reading.js';
import { withReadings } from './readings.js';
import { toTarget } from './to-target.js';

/** What a client makes of a value: its parts, and what is wrong with it. Connects to nothing, reads no file. */
export function readValue(text: string, client = 'any'): Reading {
  return readMended(text, client, MOST_MENDED);
}

/** A quoted line `NAME="URL"` with a blank behind it; nobody wraps a value more often. */
const MOST_MENDED = 4;

function readMended(text: string, client: string, left: number): Reading {
  const reader = readerNamed(client);
  const raw = lookAtRaw(text);
  if (raw) {
    const mended = raw.mended === null || left === 0 ? null : readMended(raw.mended, client, left - 1);
    const target = mended && toTarget('', mended, {});
    const reads = raw.plain ? (mended?.faults[0]?.reads ?? (target && describeTarget(target))) : null;
    return close(
      {
        ...emptyReading(mended?.dialect ?? null, [{ ...raw.fault, reads }]),
        secrets: mended?.secrets ?? [],
      },
      reader,
    );
  }
  const { reading, grammar } = readForm(text, reader);
  const glued = gluedParts(reading, text);
  if (!glued) {
    const left = placeholders(reading, text, reader.anyClient);
    const open = { ...reading, faults: [...reading.faults, ...left] };
    const read = grammar.anyClient ? { ...open, faults: withReadings(text, open) } : open;
    return close({ ...read, faults: [...read.faults, ...policyFaults(read, grammar)] }, grammar);
  }
  const errors = reading.faults.filter(({ severity }) => severity === 'error');
  const isKnown = errors.some(({ part }) => part === glued.fault.part);
  return close(
    {
      ...emptyReading(reading.dialect, isKnown ? errors : [...errors, glued.fault], reading.driver),
      ambiguous: reading.ambiguous,
      secrets: [...reading.secrets, ...glued.secrets],
    },
    grammar,
  );
}

function close({ faults, ...reading }: OpenReading, reader: Reader): Reading {
  return {
    ...reading,
    grammar: reader.name,
    faults: firstOfEachKind(faults).map((each) => ({ ...each, client: reader.name })),
  };
}
