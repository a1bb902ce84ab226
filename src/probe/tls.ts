import type { Socket } from 'node:net';
import { connect, createSecureContext, type SecureContext, type TLSSocket } from 'node:tls';
import type { Attempt } from './attempt.js';
import { certificateFaults } from './certificate-faults.js';
import { clientCertificateRefused } from './client-certificate.js';
import { Failed } from './failed.js';
import type { Tls } from './probe.js';
import { Closed } from './read-bytes.js';
import type { TlsMaterial } from './tls-material.js';
import { offeredVersion } from './tls-offer.js';
import { isDirect, serverName, tlsRange } from './tls-options.js';

export interface Secured {
  readonly socket: TLSSocket;
  readonly tls: Tls;
}

/** The other side of a handshake. */
export interface Peer {
  /** Empty on a Unix socket. */
  readonly host: string;
  readonly place: string;
  /** Another socket that is ready for a handshake, for a second experiment. */
  again(): Promise<Socket>;
}

type Fault = 'version' | 'client-certificate' | 'foreign' | 'cipher' | 'weak' | 'name';

/** What OpenSSL says, and what it means; the text of a code differs between Node's versions. */
const FAULTS: readonly (readonly [RegExp, Fault])[] = [
  [
    /alert_protocol_version|unsupported_protocol|no_protocols_available|version_too_low|inappropriate_fallback/i,
    'version',
  ],
  [
    /alert_(certificate_required|bad_certificate|no_certificate|unknown_ca|certificate_(expired|revoked|unknown)|unsupported_certificate|access_denied)/i,
    'client-certificate',
  ],
  [/wrong_version_number|packet_length_too_long|bad_record_type|http_request|unexpected_message/i, 'foreign'],
  [/(key|md|dh_?key)_too_(small|weak)|legacy_sigalg|wrong_signature_type/i, 'weak'],
  [/unrecognized_name/i, 'name'],
  [/no_shared_cipher|handshake_failure|insufficient_security|no_suitable/i, 'cipher'],
];

/**
 * Makes the handshake, and verifies afterwards, before a byte of the login is sent: so every fault of the
 * certificate is told at once.
 */
export async function secure(
  attempt: Attempt,
  raw: Socket,
  peer: Peer,
  material: TlsMaterial,
): Promise<Secured> {
  attempt.enter('tls');
  const secureContext = contextOf(attempt, material);
  attempt.clientCertificate = material.cert;
  const { place } = peer;
  const host = peer.host.replace(/\.$/, '');
  const servername = serverName(attempt.target, host);
  const socket = attempt.own(
    connect({
      socket: raw,
      secureContext,
      rejectUnauthorized: false,
      checkServerIdentity: () => undefined,
      ...(servername === undefined ? {} : { servername }),
      ...(isDirect(attempt.target) ? { ALPNProtocols: ['postgresql'] } : {}),
    }),
    raw,
  );
  try {
    const late = () => attempt.failed('connect/no-answer', { place, stage: 'tls', ms: attempt.elapsedMs() });
    await attempt.within(handshake(socket), late);
  } catch (error) {
    throw error instanceof Failed ? error : await handshakeFailure(attempt, peer, error);
  }
  const faults = certificateFaults(attempt, socket, { host, place }, material);
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
  const { min: minVersion, max: maxVersion } = tlsRange(attempt.target);
  const passphrase = attempt.target.tls.passphrase?.reveal();
  try {
    return createSecureContext({
      ca: ca && [...ca],
      cert,
      key,
      minVersion,
      maxVersion,
      ...(passphrase === undefined ? {} : { passphrase }),
    });
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    throw attempt.failed('tls/ca-invalid', {
      ...keyFault(`${code} ${message}`, passphrase !== undefined),
      file: null,
      bytes: 0,
      certificates: 0,
    });
  }
}

function keyFault(openssl: string, hasPassphrase: boolean): { role: string; reason: string } {
  const key = (reason: string) => ({ role: 'client key', reason });
  if (/KEY_VALUES_MISMATCH|KEY_TYPE_MISMATCH/.test(openssl)) return key('mismatch');
  if (/MISSING_PASSPHRASE|bad.?decrypt|interrupted|password/i.test(openssl))
    return key(hasPassphrase ? 'passphrase' : 'encrypted');
  if (/TOO_SMALL|TOO_WEAK/.test(openssl)) return { role: 'client certificate', reason: 'weak' };
  return /key|decoder|unsupported/i.test(openssl)
    ? key('damaged')
    : { role: 'client certificate', reason: 'damaged' };
}

async function handshakeFailure(attempt: Attempt, { place, again }: Peer, error: unknown): Promise<Failed> {
  const { code = null, message = '' } = error as NodeJS.ErrnoException;
  const openssl = `${code ?? ''} ${message.replaceAll(' ', '_')}`;
  const answer = attempt.request.scrub(opensslText(message));
  const fault = FAULTS.find(([text]) => text.test(openssl))?.[1] ?? null;
  if (fault === 'client-certificate') return clientCertificateRefused(attempt, place, answer);
  const isClosed = error instanceof Closed || code === 'ECONNRESET' || code === 'EPIPE';
  const range = tlsRange(attempt.target);
  const facts = { place, answer, min: range.min, max: range.max, offers: null };
  if (isDirect(attempt.target) && (isClosed || fault === 'foreign'))
    return attempt.failed('tls/protocol-version', {
      ...facts,
      reason: 'not-direct',
      answer: answer || 'nothing',
    });
  if (fault === 'foreign')
    return attempt.failed('connect/wrong-protocol', { place, expected: 'TLS', found: null, bytes: answer });
  if (isClosed) {
    // MariaDB resets the connection before its alert is read.
    const offers = attempt.target.dialect === 'postgres' ? null : await offeredVersion(attempt, again);
    if (offers !== null && (offers < range.min || offers > range.max))
      return attempt.failed('tls/protocol-version', {
        ...facts,
        reason: 'version',
        offers,
        answer: 'connection closed',
      });
    const errno = error instanceof Closed ? error.errno : code;
    return attempt.failed('connect/closed', { place, stage: 'tls', errno });
  }
  const asked = fault === 'version' || fault === 'cipher';
  const offers = asked ? await offeredVersion(attempt, again) : null;
  return attempt.failed('tls/protocol-version', { ...facts, reason: fault ?? 'other', offers });
}

/** The reason in OpenSSL's line `40F7…:error:0A000102:SSL routines:fn:unsupported protocol:file:line:`. */
function opensslText(message: string): string {
  const parts = message.split(':');
  return parts.includes('error') ? (parts[parts.indexOf('error') + 4] ?? message).trim() : message;
}
