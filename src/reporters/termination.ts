import type { Report } from '../report.js';
import { findingsOf, verdict } from './verdict.js';
import { visible } from './visible.js';

/** What Kubernetes keeps of a termination message. */
const MAX_BYTES = 4096;
const CUT = '…\n';

/** The run in at most 4096 bytes, for `/dev/termination-log`: the verdict, then each error with its first fix. */
export function terminationMessage(report: Report): string {
  const errors = findingsOf(report).filter(({ severity }) => severity === 'error');
  const lines = [
    `dbcheck: ${verdict(report)}`,
    ...errors.flatMap(({ code, message, fix }) => [
      `${code}: ${message}`,
      ...fix.slice(0, 1).map((line) => `  fix: ${line}`),
    ]),
  ];
  return cut(`${lines.map(visible).join('\n')}\n`);
}

/** Cuts between two characters: a byte that continues one begins with the bits 10. */
function cut(text: string): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= MAX_BYTES) return text;
  let end = MAX_BYTES - Buffer.byteLength(CUT);
  while (((bytes[end] ?? 0) & 0b1100_0000) === 0b1000_0000) end--;
  return bytes.toString('utf8', 0, end) + CUT;
}
