/** What templates, shells and platforms replace by a value. Nothing holds its own beginning, so that many take no time. */
const INSIDE = new RegExp(
  [
    String.raw`\$\{\{[^{}]{1,200}\}\}`,
    String.raw`\$\{[A-Za-z_][^{}]{0,200}\}`,
    String.raw`\$\([A-Za-z_][A-Za-z0-9_]{0,80}\)`,
    String.raw`\{\{[^{}]{1,200}\}\}`,
    String.raw`\{(?:os\.|process\.|env\.|ENV\[)[^{}]{1,200}\}`,
    String.raw`#\{[A-Za-z_][^{}]{0,200}\}`,
    '<%=?[^%<]{1,200}%>',
    String.raw`%\([A-Za-z_][A-Za-z0-9_]{0,80}\)s`,
    '%[A-Z][A-Z0-9]{0,40}_[A-Z0-9_]{1,60}%(?![0-9A-Fa-f]{2})',
    // A command of a shell; a password may have "$(" in it, and hardly the name of a program behind.
    '(?:\\$\\(|`)(?:cat|echo|aws|vault|op|kubectl|gcloud|az|pass|jq)\\s[^)`]{1,200}[)`]',
  ].join('|'),
);

/** A name or a call of a program that is the whole value. */
const WHOLE = new RegExp(
  [
    String.raw`^\$?\$[A-Za-z_][A-Za-z0-9_]{0,80}$`,
    String.raw`^\$env:\w{1,80}$`,
    String.raw`^%env\([^)]{1,120}\)%$`,
    String.raw`^env\(["'][^"']{1,80}["']\)$`,
    String.raw`^(?:process|import\.meta)\.env(?:\.\w{1,80}|\[[^\]]{1,80}\])$`,
    String.raw`^os\.(?:environ|getenv)[^\s]{1,100}$`,
    String.raw`^ENV(?:\.fetch\([^)]{1,80}\)|\[[^\]]{1,80}\])$`,
    '^(?:__|@@?|!|%|\\{|~\\{)[A-Z][A-Z0-9]{1,40}(?:_[A-Z0-9]{1,40}){1,6}(?:__|@@?|!|%|\\})$',
    String.raw`^!(?:Ref|Sub|GetAtt|env|ENV|var|vault|secret)\s[^\n]{1,200}`,
  ].join('|'),
);

/** Where an expression stands that nobody has replaced by its value; -1 where there is none. Linear in the text. */
export function expressionAt(text: string): number {
  if (text.length < 300 && WHOLE.test(text)) return 0;
  return INSIDE.exec(text)?.index ?? -1;
}
