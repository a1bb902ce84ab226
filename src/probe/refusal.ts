/** What a server says when it refuses: an ErrorResponse of PostgreSQL, an ERR packet of MySQL. */
export interface Answer {
  /** Five characters; null where none was sent. */
  readonly sqlstate: string | null;
  /** MySQL's number. */
  readonly errno: number | null;
  /** Its words, not scrubbed. */
  readonly text: string;
}

export type Refusal =
  | { readonly kind: 'answer'; readonly answer: Answer }
  /** The connection ended; `errno` where it was not an orderly end. */
  | { readonly kind: 'closed'; readonly errno: string | null }
  /** No bytes of the protocol. */
  | { readonly kind: 'foreign'; readonly bytes: Buffer }
  /** The server wants the password as it is, on a session that anybody can read. */
  | { readonly kind: 'cleartext' }
  /** An authentication method that the driver does not speak. */
  | { readonly kind: 'method'; readonly method: string }
  /** The server wants a password, and there is none. */
  | { readonly kind: 'no-password' };

/** Why a driver's login, or its query, came to nothing. */
export class Refused extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.kind);
    this.refusal = refusal;
  }
}
