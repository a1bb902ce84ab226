/** The index can't be read; the message says why, in words for the user. */
export class UnreadableIndex extends Error {
  override readonly name = 'UnreadableIndex';
}

const HEADER = 12;
/** Times, device, inode, mode, owner, size: what comes before the object's name. */
const STAT_BYTES = 40;
const EXTENDED = 0x4000;

/**
 * Those of the wanted paths that git tracks, by an index of version 2, 3 or 4. Paths are relative to the top
 * of the working tree. Throws `UnreadableIndex`. Format: gitformat-index(5)
 */
export function trackedAmong(index: Buffer, hashBytes: 20 | 32, wanted: Iterable<string>): Set<string> {
  // Names are bytes to git, so they are compared as bytes.
  const byBytes = new Map([...wanted].map((path) => [Buffer.from(path).toString('latin1'), path]));
  const tracked = new Set<string>();
  for (const name of namesIn(index, hashBytes)) {
    const path = byBytes.get(name);
    if (path !== undefined) tracked.add(path);
  }
  return tracked;
}

/** The names of all entries, one character a byte. */
function* namesIn(index: Buffer, hashBytes: 20 | 32): Generator<string> {
  if (index.length < HEADER + hashBytes || index.toString('latin1', 0, 4) !== 'DIRC') {
    throw new UnreadableIndex('it is not an index');
  }
  const version = index.readUInt32BE(4);
  if (version < 2 || version > 4) throw new UnreadableIndex(`version ${version} is not known`);
  const end = index.length - hashBytes;
  let at = HEADER;
  let name = '';
  for (let left = index.readUInt32BE(8); left > 0; left -= 1) {
    const flagsAt = at + STAT_BYTES + hashBytes;
    if (flagsAt + 4 > end) throw new UnreadableIndex('it ends in the middle of an entry');
    let nameAt = flagsAt + ((index.readUInt16BE(flagsAt) & EXTENDED) === 0 ? 2 : 4);
    let kept = '';
    if (version === 4) {
      const [dropped, next] = readVariableWidth(index, nameAt);
      kept = name.slice(0, name.length - dropped);
      nameAt = next;
    }
    const nameEnd = index.indexOf(0, nameAt);
    if (nameEnd < 0 || nameEnd >= end) throw new UnreadableIndex('it ends in the middle of a name');
    name = kept + index.toString('latin1', nameAt, nameEnd);
    // Entries of the older versions are filled up with zeros to a multiple of 8.
    at = version === 4 ? nameEnd + 1 : at + ((nameEnd - at + 8) & ~7);
    yield name;
  }
  refuseSplit(index, hashBytes, at, end);
}

/** An index that keeps most of its entries in another file can't be read alone. */
function refuseSplit(index: Buffer, hashBytes: number, start: number, end: number): void {
  for (let at = start; at + 8 <= end; at += 8 + index.readUInt32BE(at + 4)) {
    if (index.toString('latin1', at, at + 4) !== 'link') continue;
    const shared = index.subarray(at + 8, at + 8 + hashBytes);
    if (shared.some((byte) => byte !== 0)) throw new UnreadableIndex('it is a split index');
  }
}

/** The number that pack files use for offsets: value and where it ends. */
function readVariableWidth(index: Buffer, start: number): [value: number, end: number] {
  let at = start;
  let byte = index.readUInt8(at);
  let value = byte & 127;
  while (byte & 128) {
    at += 1;
    byte = index.readUInt8(at);
    value = (value + 1) * 128 + (byte & 127);
  }
  return [value, at + 1];
}
