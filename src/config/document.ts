import { lineIndex, type Position } from './line-index.js';

export type Path = readonly (string | number)[];

/** A configuration file of any format, read: plain data, and where each piece of it stands. */
export interface Document {
  /** Null where the file holds nothing, or nothing but comments. */
  readonly data: unknown;
  /**
   * Where the key of the path stands, or its value (by default). The value of a mapping or a list stands
   * where its key does. What is not there stands where its nearest parent does.
   */
  positionOf(path: Path, part?: 'key' | 'value'): Position;
}

/** One entry of a file; `key` and `value` are offsets into its text. */
export interface Place {
  /** Null in a list and at the root. */
  readonly key: number | null;
  readonly value: number;
  /** A mapping or a list. */
  readonly collection: boolean;
  child(segment: string | number): Place | undefined;
}

export function documentOf(text: string, data: unknown, root: Place): Document {
  const positionAt = lineIndex(text);
  return {
    data,
    positionOf(path, part = 'value') {
      let place = root;
      let whole = true;
      for (const segment of path) {
        const child = place.child(segment);
        whole = child !== undefined;
        if (!child) break;
        place = child;
      }
      const atKey = part === 'key' || place.collection || !whole;
      return positionAt(atKey ? (place.key ?? place.value) : place.value);
    },
  };
}
