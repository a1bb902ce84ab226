import type { Conversation } from './conversation.js';
import type { Failed } from './failed.js';
import type { Answer } from './refusal.js';

/** One line of a table: every condition that it has must hold. */
export interface Row {
  readonly sqlstate?: string;
  readonly errno?: number;
  /** In the server's words. */
  readonly text?: RegExp;
  /** On a plain session only. */
  readonly plain?: true;
  readonly code: AnswerCode;
  /** What tells this from the code's other cures. */
  readonly reason?: string;
}

type AnswerCode =
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
  | 'state/not-accepting'
  | 'state/statement-timeout'
  | 'tls/required'
  | 'tls/client-cert-required';

/** The first row that fits, or null. */
export function rowFor(
  rows: readonly Row[],
  { sqlstate, errno, text }: Answer,
  encrypted: boolean,
): Row | null {
  return (
    rows.find(
      (row) =>
        (row.sqlstate === undefined || row.sqlstate === sqlstate) &&
        (row.errno === undefined || row.errno === errno) &&
        (row.text === undefined || row.text.test(text)) &&
        !(row.plain && encrypted),
    ) ?? null
  );
}

/** What the server's answer means; to be thrown. An answer that no row knows is told in its own words. */
export function answered(
  { attempt, family, endpoint: { place } }: Conversation,
  answer: Answer,
  encrypted: boolean,
): Failed {
  const { target, request } = attempt;
  const row = rowFor(family.answers, answer, encrypted);
  const facts = {
    place,
    family: family.name,
    user: target.user,
    database: target.database,
    reason: row?.reason ?? null,
    sqlstate: answer.sqlstate,
    errno: answer.errno,
    answer: request.scrub(answer.text),
    encrypted,
  };
  if (!row) return attempt.failed('connect/unclassified', facts);
  switch (row.code) {
    case 'tls/required':
      return attempt.failed('tls/required', { ...facts, overTls: null });
    case 'tls/client-cert-required':
      return attempt.failed('tls/client-cert-required', {
        place,
        answer: facts.answer,
        given: target.tls.cert !== null,
      });
    default:
      return attempt.failed(row.code, facts);
  }
}
