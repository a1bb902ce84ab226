import { rowFor } from './answers/row.js';
import type { Attempt } from './attempt.js';
import { clientCertificateRefused } from './client-certificate.js';
import type { Conversation } from './conversation.js';
import type { Failed } from './failed.js';
import type { Answer } from './refusal.js';
import { tlsClient } from './tls-client.js';
import { writtenAt } from './written.js';

/** What the server's answer means; to be thrown. An answer that no row knows is told in its own words. */
export async function answered(
  { attempt, family, endpoint: { place } }: Conversation,
  answer: Answer,
  encrypted: boolean,
): Promise<Failed> {
  const { target } = attempt;
  const text = shownText(attempt, answer.text);
  const row = rowFor(await family.answers(), answer, encrypted);
  const facts = {
    place,
    family: family.name,
    user: target.user,
    database: target.database,
    reason: row?.reason ?? null,
    by: row?.by ?? null,
    sqlstate: answer.sqlstate,
    errno: answer.errno,
    answer: text,
    hidden: text === null,
    encrypted,
    overTls: null,
    databases: null,
    kubernetes: attempt.request.surroundings.kubernetes,
    written: { ...writtenAt(attempt) },
  };
  if (!row) return attempt.failed('connect/unclassified', facts);
  const more = row.transient === undefined ? {} : { transient: row.transient };
  switch (row.code) {
    case 'tls/required':
      return attempt.failed('tls/required', { ...facts, client: tlsClient(attempt) });
    case 'tls/client-cert-required':
      return clientCertificateRefused(attempt, place, text ?? NOT_SHOWN);
    default:
      return attempt.failed(row.code, facts, more);
  }
}

const NOT_SHOWN = 'text that is not shown, for it repeats the password';
/** Shorter secrets, and plain words, are met by chance: a mask in their place would tell them. */
const SHORTEST_TO_MASK = 8;

/** The server's words without secrets; null where masks would be holes in the shape of the password. */
function shownText({ target, request }: Attempt, text: string): string | null {
  const scrubbed = request.scrub(text);
  if (scrubbed === text) return text;
  const password = target.password?.reveal() ?? '';
  const isWord = /^\p{L}+$/u.test(password);
  return password.length >= SHORTEST_TO_MASK && !isWord && text.includes(password) ? scrubbed : null;
}
