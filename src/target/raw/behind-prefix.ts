const INNER =
  /[\s"'`=:(>]((?:r2dbc:|jdbc:)?(?:postgres(?:ql)?|mysql2?|mariadb|sqlite3?)(?:\+[a-z0-9_]{1,30})?:\/\/)/i;
const LONGEST_PREFIX = 200;

/** The URL of a line of YAML, of JSON, of a program or a shell: `"url": "postgres://…",`. */
export function behindPrefix(text: string): string | null {
  const inner = INNER.exec(text.slice(0, LONGEST_PREFIX));
  if (!inner || /^((jdbc(-secretsmanager)?|r2dbcs?):|\s{0,4}[[{]\s{0,8}["'{])/i.test(text)) return null;
  const prefix = text.slice(0, inner.index + 1);
  if (!/[a-z=-]/i.test(prefix) || /:\/\/|@/.test(prefix)) return null;
  const rest = text.slice(prefix.length);
  const quote = prefix.at(-1) ?? '';
  const end = '"\'`'.includes(quote) ? rest.indexOf(quote) : -1;
  return end < 0 || !/^.[\s;,)}\]]{0,4}$/.test(rest.slice(end)) ? rest : rest.slice(0, end);
}
