import { fault, type OpenFault, type Part } from '../fault.js';
import type { OpenReading } from '../reading.js';
import { isNothingWord } from './nothing-word.js';

/** A whole part that stands in brackets, or says "your": `[YOUR-PASSWORD]`, `<password>`, `{your_database}`. */
const TEMPLATE =
  /^(\[[A-Z][A-Z0-9 _-]*\]|<[A-Za-z][A-Za-z0-9 _-]*>|\{[A-Za-z0-9]?[A-Za-z0-9 _-]*\}|\((password|user(name)?|host(name)?|port|database|db(name)?)\)|\.{3}|…|your[-_.][a-z0-9_.-]+|your(password|pass|user(name)?|host|db|database)|[a-z0-9_-]{1,30}[-_]here|(replace|insert|enter|fill)[-_]?(me|in|this|your|password|user|host)[a-z0-9_-]*|todo|fixme|tbd)$/i;
/** What a page or a log shows in the place of a password. */
const MASKED =
  /^(\*{2,}|x{4,}|•{2,}|\.{4,}|[[<(]?(redacted|filtered|masked|hidden)[\])>]?|-+hidden-+|CLICK_TO:?REVEAL_PASSWORD|REVEAL_PASSWORD)$/i;
/** A variable that nobody replaced; only where it is written so, since `%24NAME` is the password `$NAME`. */
const VARIABLE =
  /^(\$[A-Z][A-Z0-9_]+|\$[a-z]+(_[a-z]+)+|\$(password|pass|user|username|host|port|database|db)|\$env:\w+|![A-Z]+(_[A-Z0-9]+)+!|%[A-Z]{3,}%|__[A-Z][A-Z0-9_]*__)$/;
/** The words of examples, in capitals. */
const EXAMPLE: Readonly<Record<string, readonly string[]>> = {
  user: ['USER', 'USERNAME', 'DB_USER'],
  password: ['PASSWORD', 'PASS', 'DB_PASSWORD'],
  host: ['HOST', 'HOSTNAME', 'DB_HOST', 'SERVER'],
  database: ['DATABASE', 'DBNAME', 'DATABASE_NAME', 'DB', 'DB_NAME'],
};
/** A host of an example, inside a longer name. */
const IN_HOST = /^your[-_.]|\[[^\]]{1,60}\]|\.{3}|-xxx+[.-]|^x{3,}$/i;

/** Whether a whole part is a placeholder in brackets. */
export function isTemplate(text: string): boolean {
  return TEMPLATE.test(text);
}

/** Parts that are still what a page of instructions, a console or a template shows in their place. */
export function placeholders(reading: OpenReading, text: string, anyClient: boolean): OpenFault[] {
  const host = reading.hosts[0]?.host ?? null;
  const parts: [Part, string | null][] = [
    ['user', reading.user],
    ['password', reading.password?.reveal() ?? null],
    ['host', host],
    ['database', reading.database],
    ['file', reading.file],
  ];
  const faults: OpenFault[] = [];
  for (const [part, value] of parts) {
    const found = value === null || value === '' ? null : lookAt(part, value, text);
    if (found) faults.push(found);
  }
  if (host !== null && faults.length === 0 && IN_HOST.test(host))
    faults.push(fault('url/not-a-url', 'placeholder', { part: 'host' }));
  return faults.length > 0 ? faults : examples(parts, text, anyClient);
}

function lookAt(part: Part, value: string, text: string): OpenFault | null {
  if (value.length > 100) return null;
  if (MASKED.test(value) && part !== 'file') return fault('url/not-a-url', 'masked', { part });
  if (TEMPLATE.test(value) && (part !== 'file' || !value.startsWith('.')))
    return fault('url/not-a-url', 'placeholder', { part });
  const word = part === 'file' ? value.slice(value.lastIndexOf('/') + 1) : value;
  if (VARIABLE.test(word) && text.includes(word)) return fault('url/not-a-url', 'unexpanded', { part });
  if (part === 'file') return null;
  if (isNothingWord(value) && !/^(true|false)$/i.test(value))
    return fault('url/not-a-url', 'nothing-in-part', { part });
  if (/^(["'`]).*\1$/s.test(value) && value.length > 1 && text.includes(value) && text.includes('://'))
    return fault('url/not-a-url', 'quoted-part', { part });
  if (/[\r\n]$/.test(value)) {
    const severity = part === 'password' ? 'warning' : 'error';
    return fault('url/not-a-url', 'newline-in-part', { part, severity });
  }
  return null;
}

function examples(
  parts: readonly (readonly [Part, string | null])[],
  text: string,
  anyClient: boolean,
): OpenFault[] {
  const isExample = ([part, value]: readonly [Part, string | null], word = value) =>
    word !== null && (EXAMPLE[part]?.includes(word) ?? false);
  const written = parts.filter((each) => isExample(each));
  if (written.length > 1) {
    // A host can be looked up; the words of the example cannot all be right. One that a client of somebody's choice
    // takes from the query has been put there on purpose.
    const has = (name: Part) => written.some(([part]) => part === name);
    const isChosen = !anyClient && /[?&]host=/.test(text);
    const severity = !isChosen && has('host') && (has('password') || has('database')) ? 'error' : 'warning';
    return [fault('url/not-a-url', 'example', { part: written[0]?.[0] ?? 'value', severity })];
  }
  // The small words are real ones in many places: of a known client's string, they are taken as they are.
  const small = anyClient
    ? parts.filter(([part, value]) => isExample([part, value?.toUpperCase() ?? null]))
    : [];
  const isHost = small.some(([part]) => part === 'host');
  const isLogin = ['user', 'password'].every((each) => small.some(([part]) => part === each));
  if (!isLogin) return [];
  const severity = isHost ? 'error' : 'warning';
  return [fault('url/not-a-url', 'example', { part: 'user', severity })];
}
