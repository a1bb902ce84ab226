export interface UsageErrorPlace {
  readonly file?: string | null;
  /** 1-based. */
  readonly line?: number | null;
  /** 1-based. */
  readonly column?: number | null;
  /** The known name that is nearest to an unknown one. */
  readonly nearest?: string | null;
  /** Instead of `nearest`: an unknown name and the known ones, to be compared when the error is shown. */
  readonly unknown?: { readonly name: string; readonly among: readonly string[] };
}

/** dbcheck was used wrongly: an option, the configuration file, or nothing to check. Ends with status 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly file: string | null;
  readonly line: number | null;
  readonly column: number | null;
  readonly nearest: string | null;
  readonly unknown: UsageErrorPlace['unknown'] | null;

  /** `message` is one line and holds no secret; the place is printed in front of it by the command line. */
  constructor(message: string, place: UsageErrorPlace = {}) {
    super(message);
    this.file = place.file ?? null;
    this.line = place.line ?? null;
    this.column = place.column ?? null;
    this.nearest = place.nearest ?? null;
    this.unknown = place.unknown ?? null;
  }
}
