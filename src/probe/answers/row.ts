import type { Answer } from '../refusal.js';

/** One line of a table: every condition that it has must hold. */
export interface Row {
  /** One, or any of several. */
  readonly sqlstate?: string | readonly string[];
  readonly errno?: number | readonly number[];
  /** In the server's words. */
  readonly text?: RegExp;
  /** On a plain session only. */
  readonly plain?: true;
  readonly code: AnswerCode;
  /** What tells this from the code's other cures. */
  readonly reason?: string;
  /** Whether waiting can cure it, where that is not as with the code's other rows. */
  readonly transient?: boolean;
  /** Whose words these are, where it is not the database itself: a pooler, a provider. */
  readonly by?: string;
}

export type AnswerCode =
  | 'connect/auth-failed'
  | 'connect/auth-unsupported'
  | 'connect/host-not-allowed'
  | 'connect/pooler-identity'
  | 'connect/pooler-backend-down'
  | 'connect/startup-parameter'
  | 'connect/quota'
  | 'connect/database-missing'
  | 'connect/database-denied'
  | 'connect/starting'
  | 'connect/shutting-down'
  | 'connect/too-many-connections'
  | 'connect/terminated'
  | 'connect/unclassified'
  | 'state/not-accepting'
  | 'state/statement-timeout'
  | 'tls/required'
  | 'tls/client-cert-required';

/** The same rows, as the words of one pooler or provider. */
export function saidBy(by: string, rows: readonly Row[]): Row[] {
  return rows.map((row) => ({ by, ...row }));
}

/** The first row that fits, or null. */
export function rowFor(rows: readonly Row[], answer: Answer, encrypted: boolean): Row | null {
  return rows.find((row) => fits(row, answer) && !(row.plain && encrypted)) ?? null;
}

function fits(row: Row, { sqlstate, errno, text }: Answer): boolean {
  return (
    (row.sqlstate === undefined || (sqlstate !== null && [row.sqlstate].flat().includes(sqlstate))) &&
    (row.errno === undefined || (errno !== null && [row.errno].flat().includes(errno))) &&
    (row.text === undefined || row.text.test(text))
  );
}
