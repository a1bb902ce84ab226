import { fault, type OpenFault, type Part } from '../fault.js';
import type { OpenReading } from '../reading.js';

/** A whole part that stands in brackets, or says "your": `[YOUR-PASSWORD]`, `<password>`, `{your_database}`. */
const TEMPLATE =
  /^(\[[A-Z][A-Z0-9 _-]*\]|<[A-Za-z][A-Za-z0-9 _-]*>|\{[A-Za-z][A-Za-z0-9 _-]*\}|your[-_][a-z0-9_-]+)$/i;
/** What a page or a log shows in the place of a password. */
const MASKED = /^(\*{3,}|x{5}|•{3,}|\[?redacted\]?|CLICK_TO:?REVEAL_PASSWORD|REVEAL_PASSWORD)$/i;
/** The words of examples, in capitals. */
const EXAMPLE: Readonly<Record<string, readonly string[]>> = {
  user: ['USER', 'USERNAME'],
  password: ['PASSWORD'],
  host: ['HOST', 'HOSTNAME'],
  database: ['DATABASE', 'DBNAME', 'DATABASE_NAME'],
};

/** Whether a whole part is a placeholder in brackets. */
export function isTemplate(text: string): boolean {
  return TEMPLATE.test(text);
}

/** Parts that are still what a page of instructions or a console shows in their place. */
export function placeholders(reading: OpenReading): OpenFault[] {
  const parts: [Part, string | null][] = [
    ['user', reading.user],
    ['password', reading.password?.reveal() ?? null],
    ['host', reading.hosts[0]?.host ?? null],
    ['database', reading.database],
  ];
  const faults: OpenFault[] = [];
  for (const [part, value] of parts) {
    if (value === null) continue;
    if (TEMPLATE.test(value)) faults.push(fault('url/not-a-url', 'placeholder', { part }));
    else if (MASKED.test(value)) faults.push(fault('url/not-a-url', 'masked', { part }));
  }
  const examples = parts.filter(([part, value]) => value !== null && EXAMPLE[part]?.includes(value));
  if (examples.length > 1) {
    // A host can be looked up; the words of the example cannot all be right.
    const has = (name: Part) => examples.some(([part]) => part === name);
    const severity = has('host') && (has('password') || has('database')) ? 'error' : 'warning';
    faults.push(fault('url/not-a-url', 'example', { part: examples[0]?.[0] ?? 'value', severity }));
  }
  return faults;
}
