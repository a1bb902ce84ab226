/** Fewer bytes are printable by accident too often. */
const SHORTEST = 4;

/** Base64 of text: what is left in a variable when a Kubernetes secret was encoded by hand and by a tool. */
export function encodedText(value: string): { readonly decoded: string; readonly words: string } | null {
  if (value.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(value)) return null;
  const bytes = Buffer.from(value, 'base64');
  const decoded = bytes.toString('latin1');
  const hasLineEnd = decoded.endsWith('\n');
  // Random bytes are rarely text; without "=" at the end, a word of eight letters may be a password of its own.
  const isPadded = value.endsWith('=') || hasLineEnd;
  if (bytes.length < SHORTEST || !isPadded || !/^[\x20-\x7E]+\r?\n?$/.test(decoded)) return null;
  const count = decoded.trimEnd().length;
  return { decoded, words: `base64 of ${count} printable characters${hasLineEnd ? ' and a newline' : ''}` };
}
