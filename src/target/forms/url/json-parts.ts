import { fault, type OpenFault, type Part } from '../../fault.js';
import { jsonOf } from '../../json.js';

/** A part as a client takes it that decodes each as JSON: `null` is none, `"x"` is x, and a number is no text. */
export function jsonPart(part: Part, written: string | null, faults: OpenFault[]): string | null {
  const value = written === null ? undefined : jsonOf(written);
  if (value === undefined || written === null) return written;
  // PHP keeps integers of 64 bits as they are, and JavaScript does not.
  const text =
    typeof value === 'number' && /^\s*-?\d{1,18}\s*$/.test(written)
      ? written.trim()
      : typeof value === 'object'
        ? null
        : textOf(value);
  if (text === written) return written;
  const severity = typeof value === 'object' && value !== null ? 'error' : 'warning';
  if (part !== 'host') faults.push(fault('url/bad-escape', 'native-type', { part, severity }));
  return text;
}

/** As PHP writes it. */
function textOf(value: unknown): string {
  return value === true ? '1' : value === false ? '' : String(value);
}
