const inspect = Symbol.for('nodejs.util.inspect.custom');

/** A value that prints itself nowhere. `reveal` is called only where a driver takes it. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return '[secret]';
  }

  toJSON(): null {
    return null;
  }

  [inspect](): string {
    return '[secret]';
  }
}
