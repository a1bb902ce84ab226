/** Type and length, which counts itself. */
const HEADER = 5;
const LENGTH = 4;
/** ErrorResponse and NoticeResponse: a list of fields, each a letter and a text. */
const FIELDS = Buffer.from('EN');

/**
 * Cuts what a server sends into whole messages, and refuses what is none: pg's parser waits for a message
 * of any length, and never comes back from a list of fields that has no end. Gives what is complete so far;
 * throws through `broken`.
 */
export function wholeMessages(longest: number, broken: (bytes: Buffer) => Error): (chunk: Buffer) => Buffer {
  let waiting: Buffer = Buffer.alloc(0);
  return (chunk) => {
    const bytes = waiting.length > 0 ? Buffer.concat([waiting, chunk]) : chunk;
    let end = 0;
    while (bytes.length - end >= HEADER) {
      const length = bytes.readUInt32BE(end + 1);
      const next = end + 1 + length;
      if (length < LENGTH || length > longest) throw broken(bytes.subarray(end));
      if (next > bytes.length) break;
      if (FIELDS.includes(bytes[end] ?? 0) && !hasAnEnd(bytes.subarray(end + HEADER, next))) {
        throw broken(bytes.subarray(end));
      }
      end = next;
    }
    waiting = bytes.subarray(end);
    return bytes.subarray(0, end);
  };
}

function hasAnEnd(fields: Buffer): boolean {
  for (let at = 0; at < fields.length; ) {
    if (fields[at] === 0) return true;
    const zero = fields.indexOf(0, at + 1);
    if (zero < 0) return false;
    at = zero + 1;
  }
  return false;
}
