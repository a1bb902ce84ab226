const MASK = '[secret]';
/** A run of so many characters that text shares with a secret is a piece of it: in foreign text, in facts. */
const SHORTEST_RUN_OUTSIDE = 5;
const SHORTEST_RUN_IN_FACTS = 8;
/** Of a longer secret (a certificate, a file) only the beginning is compared by its runs. In characters. */
const LONGEST_COMPARED = 4096;
/** What is shorter is in every second word; masking it would make a report unreadable and tell the secret. */
const SHORTEST_IN_FACTS = 4;
/** Words that stand in every target and every path of dbcheck's own. */
const PUBLIC = [
  'postgresql',
  'mysql',
  'mariadb',
  'sqlite',
  'localhost',
  'database',
  'password',
  'secret',
  'environment',
];

/**
 * Every secret value of the run, in every encoding that it may be met in.
 *
 * Two masks: `scrub` for text that comes from outside (driver messages, server text, file contents), which
 * removes every secret of any length; `guard` for the facts of a finding, a last line of defence that leaves
 * words alone which are public anyway (a password `postgres` does not blank the user postgres).
 */
export class Secrets {
  readonly #values = new Set<string>();
  readonly #public = new Set<string>(PUBLIC);
  /** dbcheck's own words, whole, and the letters and digits that they are made of. */
  #words: ReadonlySet<string> | null = null;
  #tokens: ReadonlySet<string> | null = null;
  readonly #wordLists: (() => Iterable<string>)[] = [];
  #encoded: string[] | null = null;
  readonly #runsOf = new Map<number, ReadonlySet<string>>();

  /** Adds a value that must never be shown; an empty one is nothing. */
  add(value: string | undefined): void {
    if (value && !this.#values.has(value)) {
      this.#values.add(value);
      this.#encoded = null;
      this.#runsOf.clear();
    }
  }

  /** Names a word that is shown anyway: a host, a user, a database's name. */
  addPublic(value: string | null | undefined): void {
    if (value) this.#public.add(value.toLowerCase());
  }

  /**
   * Names words of dbcheck's own tables: what is said of such a word is no secret, even where a password is the
   * same word. Of a longer secret that holds one nothing is shown: only whole words count. The list is asked for when
   * something is to be masked.
   */
  addWords(list: () => Iterable<string>): void {
    this.#wordLists.push(list);
    this.#words = null;
    this.#tokens = null;
  }

  #ownWords(): ReadonlySet<string> {
    this.#words ??= new Set(this.#wordLists.flatMap((list) => [...list()]).map((word) => word.toLowerCase()));
    return this.#words;
  }

  /** Masks every secret, and every piece of one, in text from outside. */
  scrub(text: string): string {
    return this.#maskRuns(this.#mask(text, this.#forms()), SHORTEST_RUN_OUTSIDE);
  }

  /** Masks what is not public in a value that dbcheck is about to show. */
  guard(text: string): string {
    const forms = this.#forms().filter(
      (form) => form.length >= SHORTEST_IN_FACTS && text.includes(form) && !this.#isPublic(form),
    );
    return this.#maskRuns(this.#mask(text, forms), SHORTEST_RUN_IN_FACTS);
  }

  #isPublic(form: string): boolean {
    const word = form.toLowerCase();
    for (const shown of this.#public) if (shown.includes(word)) return true;
    return this.#ownWords().has(word);
  }

  /** Masks the runs that text shares with a secret that is no URL, but for those within a public word. */
  #maskRuns(text: string, length: number): string {
    const runs = this.#runs(length);
    if (runs.size === 0 || text.length < length) return text;
    const lower = text.toLowerCase();
    const hidden = new Uint8Array(text.length);
    for (let at = 0; at + length <= lower.length; at++) {
      if (runs.has(lower.slice(at, at + length))) hidden.fill(1, at, at + length);
    }
    if (!hidden.includes(1)) return text;
    for (const word of [...this.#public, MASK]) {
      for (let at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + 1))
        hidden.fill(0, at, at + word.length);
    }
    this.#showWords(lower, hidden);
    return text.replace(/[\s\S]/g, (character, at: number) => {
      if (!hidden[at]) return character;
      return hidden[at - 1] ? '' : MASK;
    });
  }

  /** Shows what is hidden where it is nothing but whole words of dbcheck's own, and marks around them. */
  #showWords(text: string, hidden: Uint8Array): void {
    this.#tokens ??= tokensOf(this.#ownWords());
    const own = this.#tokens;
    const tokens = [...text.matchAll(tokenPattern())];
    let first = 0;
    for (let start = hidden.indexOf(1); start >= 0; ) {
      const visible = hidden.indexOf(0, start);
      const end = visible < 0 ? text.length : visible;
      while (first < tokens.length && endOf(tokens[first]) <= start) first++;
      let last = first;
      let isOwn = true;
      for (; last < tokens.length && (tokens[last]?.index ?? 0) < end; last++)
        isOwn &&= own.has(tokens[last]?.[0] ?? '');
      if (isOwn && last > first) hidden.fill(0, start, end);
      start = hidden.indexOf(1, end);
    }
  }

  #runs(length: number): ReadonlySet<string> {
    const known = this.#runsOf.get(length);
    if (known) return known;
    const runs = new Set<string>();
    for (const value of this.#values) {
      if (value.includes('://')) continue;
      for (const form of new Set(encodings(value.slice(0, LONGEST_COMPARED)))) {
        const lower = form.toLowerCase();
        for (let at = 0; at + length <= lower.length; at++) runs.add(lower.slice(at, at + length));
      }
    }
    this.#runsOf.set(length, runs);
    return runs;
  }

  #mask(text: string, forms: readonly string[]): string {
    let masked = text;
    for (const form of forms) if (masked.includes(form)) masked = masked.replaceAll(form, MASK);
    return masked;
  }

  /** Longest first, so that a value is masked before a part of it is. */
  #forms(): string[] {
    if (!this.#encoded) {
      const forms = new Set<string>();
      for (const value of this.#values) for (const form of encodings(value)) if (form) forms.add(form);
      this.#encoded = [...forms].sort((a, b) => b.length - a.length);
    }
    return this.#encoded;
  }
}

/** Letters and digits between marks. Made when it is needed: what Unicode says takes long to compile. */
const tokenPattern = () => /[\p{L}\p{N}_]+/gu;

function tokensOf(words: Iterable<string>): Set<string> {
  const tokens = new Set<string>();
  const pattern = tokenPattern();
  for (const word of words) {
    for (const [token] of word.matchAll(pattern)) if (/\p{L}{2}/u.test(token)) tokens.add(token);
  }
  return tokens;
}

function endOf(token: RegExpExecArray | undefined): number {
  return token === undefined ? 0 : token.index + token[0].length;
}

function encodings(value: string): string[] {
  const trimmed = value.trim();
  const raw = [value, trimmed, ...value.split(/[\r\n]+/).filter((line) => line.trim().length >= 8)];
  const decoded = safely(() => decodeURIComponent(value));
  if (decoded) raw.push(decoded);
  return raw.flatMap((form) => [
    form,
    safely(() => encodeURIComponent(form)) ?? form,
    safely(() => encodeURI(form)) ?? form,
    (safely(() => encodeURIComponent(form)) ?? form).replace(/%[0-9A-F]{2}/g, (hex) => hex.toLowerCase()),
    safely(() => encodeURIComponent(form).replaceAll('%20', '+')) ?? form,
    JSON.stringify(form).slice(1, -1),
    ...(form.length >= 4
      ? [
          Buffer.from(form).toString('base64').replace(/=+$/, ''),
          Buffer.from(form).toString('base64url'),
          Buffer.from(form).toString('hex'),
        ]
      : []),
  ]);
}

function safely(make: () => string): string | null {
  try {
    return make();
  } catch {
    return null;
  }
}
