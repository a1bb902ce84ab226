import { isIP, type Socket } from 'node:net';
import { connect, createSecureContext, type SecureContext, type TLSSocket } from 'node:tls';
import type { Attempt } from './attempt.js';
import { certificateFaults } from './certificate-faults.js';
import { Failed } from './failed.js';
import type { Tls } from './probe.js';
import { Closed } from './read-bytes.js';
import type { TlsMaterial } from './tls-material.js';
import { tlsClient } from './written.js';

export interface Secured {
  readonly socket: TLSSocket;
  readonly tls: Tls;
}

/** What OpenSSL says, and what it means; the text of a code differs between Node's versions. */
const FAULTS: readonly (readonly [RegExp, 'protocol' | 'client-certificate' | 'foreign'])[] = [
  [
    /alert_protocol_version|unsupported_protocol|no_protocols_available|version_too_low|inappropriate_fallback/i,
    'protocol',
  ],
  [
    /alert_certificate_required|alert_bad_certificate|alert_no_certificate|alert_unknown_ca/i,
    'client-certificate',
  ],
  [/wrong_version_number|packet_length_too_long|bad_record_type|http_request|unexpected_message/i, 'foreign'],
];

/**
 * Makes the handshake, and verifies afterwards, before a byte of the login is sent: so every fault of the
 * certificate is told at once. `host` is null on a Unix socket.
 */
export async function secure(
  attempt: Attempt,
  raw: Socket,
  { host, place }: { readonly host: string; readonly place: string },
  material: TlsMaterial,
): Promise<Secured> {
  attempt.enter('tls');
  const secureContext = contextOf(attempt, material);
  const name = host.replace(/\.$/, '');
  const socket = attempt.own(
    connect({
      socket: raw,
      secureContext,
      rejectUnauthorized: false,
      checkServerIdentity: () => undefined,
      ...(isIP(name) ? {} : { servername: name }),
    }),
    raw,
  );
  try {
    const late = () => attempt.failed('connect/no-answer', { place, stage: 'tls', ms: attempt.elapsedMs() });
    await attempt.within(handshake(socket), late);
  } catch (error) {
    throw error instanceof Failed ? error : handshakeFailure(attempt, place, error);
  }
  const faults = certificateFaults(attempt, socket, { host: name, place }, material);
  const [first, ...more] = faults;
  if (first) throw attempt.stopped(first, ...more);
  const version = socket.getProtocol() ?? 'TLS';
  attempt.note(`${version}, ${socket.getCipher().standardName}`);
  return { socket, tls: { version, verified: material.verify } };
}

function handshake(socket: TLSSocket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('secureConnect', resolve);
    socket.once('error', reject);
    socket.once('close', () => reject(new Closed()));
  });
}

/** A client certificate or key that OpenSSL does not take shows here, before the handshake. */
function contextOf(attempt: Attempt, { ca, cert, key }: TlsMaterial): SecureContext {
  try {
    return createSecureContext({ ca: ca && [...ca], cert, key });
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    const mismatch = /KEY_VALUES_MISMATCH/.test(code);
    throw attempt.failed('tls/ca-invalid', {
      role: mismatch || /key|decrypt|password/i.test(message) ? 'client key' : 'client certificate',
      file: null,
      bytes: 0,
      reason: mismatch ? 'mismatch' : 'damaged',
    });
  }
}

function handshakeFailure(attempt: Attempt, place: string, error: unknown): Failed {
  const { code = null, message = '' } = error as NodeJS.ErrnoException;
  const openssl = `${code ?? ''} ${message.replaceAll(' ', '_')}`;
  const answer = attempt.request.scrub(opensslText(message));
  switch (FAULTS.find(([text]) => text.test(openssl))?.[1]) {
    case 'protocol':
      return attempt.failed('tls/protocol-version', { place, answer });
    case 'client-certificate':
      return attempt.failed('tls/client-cert-required', {
        place,
        answer,
        given: attempt.target.tls.cert !== null,
        client: tlsClient(attempt),
      });
    case 'foreign':
      return attempt.failed('connect/wrong-protocol', { place, expected: 'TLS', found: null, bytes: answer });
    default:
      if (error instanceof Closed || code === 'ECONNRESET' || code === 'EPIPE') {
        const errno = error instanceof Closed ? error.errno : code;
        return attempt.failed('connect/closed', { place, stage: 'tls', errno });
      }
      return attempt.failed('tls/protocol-version', { place, answer });
  }
}

/** The reason in OpenSSL's line `40F7…:error:0A000102:SSL routines:fn:unsupported protocol:file:line:`. */
function opensslText(message: string): string {
  const parts = message.split(':');
  return parts.includes('error') ? (parts[parts.indexOf('error') + 4] ?? message).trim() : message;
}
