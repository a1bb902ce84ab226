import type { TlsMode } from '../config/config.js';
import type { Attempt } from './attempt.js';
import { certificatesIn } from './certificates-in.js';
import { defaultRoots, type Extra } from './default-roots.js';
import {
  dotPostgresql,
  exists,
  type Held,
  isMissing,
  readSetting,
  trustIn,
  unreadable,
} from './tls-files.js';

/** libpq's meaning: `require` verifies nothing, unless a CA is given on PostgreSQL. */
export type Verify = 'none' | 'ca' | 'full';

export interface Authorities {
  readonly verify: Verify;
  /** `[]` where nothing is verified, which spares parsing the root store; undefined: Node's own roots. */
  readonly ca: readonly string[] | undefined;
  /** Who is trusted besides, by those that read the system's roots. */
  readonly others: readonly string[];
  /** The file that `ca` came from, or `value`; null where none is named. */
  readonly from: string | null;
  /** Whose list counts where none is named. */
  readonly roots: 'node' | 'system' | 'java' | 'any' | null;
  readonly systemFile: string | null;
  readonly extra: Extra | null;
}

/** libpq's word for the roots of the system. */
const SYSTEM = 'system';

export const NOBODY: Authorities = {
  verify: 'none',
  ca: [],
  others: [],
  from: null,
  roots: null,
  systemFile: null,
  extra: null,
};

/** Whom the application's client trusts under this mode, from the CA that is named, or that it looks for itself. */
export async function readAuthorities(attempt: Attempt, mode: TlsMode): Promise<Authorities> {
  const { ca } = attempt.target.tls;
  const trust = trustIn(attempt);
  const asked = mode === 'verify-full' ? 'full' : mode === 'verify-ca' ? 'ca' : 'none';
  const isPostgres = attempt.target.dialect === 'postgres';
  const ofSystem = ca === SYSTEM && (trust.libpq === true || trust.roots === 'any');
  if (ca !== null && !ofSystem) {
    const verify = asked === 'none' && isPostgres && (mode === 'require' || trust.lifts) ? 'ca' : asked;
    return verify === 'none' ? NOBODY : named(attempt, ca, verify, mode);
  }
  const found =
    trust.rootCrt && !ofSystem
      ? await readRootCrt(attempt, trust.rootCrt === 'needed' && asked !== 'none')
      : null;
  if (found && (asked !== 'none' || trust.lifts)) {
    return of(attempt, found, asked === 'none' ? 'ca' : asked, mode);
  }
  if (asked === 'none') return NOBODY;
  const roots = ofSystem || trust.roots === 'none' ? 'system' : trust.roots;
  const { certificates, others, systemFile, extra } = await defaultRoots(attempt, roots);
  return { verify: asked, ca: certificates, others, from: null, roots, systemFile, extra };
}

async function named(attempt: Attempt, ca: string, verify: Verify, mode: TlsMode): Promise<Authorities> {
  let held: Held;
  try {
    held = await readSetting(attempt, 'ca', ca);
  } catch (error) {
    const facts = unreadable(attempt, 'ca', ca, error);
    const passedOver =
      !mode.startsWith('verify') && (isOptional(mode) || (trustIn(attempt).libpq && isMissing(error)));
    if (!passedOver) throw attempt.failed('tls/ca-unreadable', facts);
    attempt.tell('tls/ca-unreadable', { ...facts, reason: 'not-verified' }, { severity: 'warning' });
    return NOBODY;
  }
  return of(attempt, held, verify, mode);
}

function of(attempt: Attempt, { bytes, from }: Held, verify: Verify, mode: TlsMode): Authorities {
  const { certificates, damaged, mended, fault } = certificatesIn(bytes);
  const facts = { role: 'ca', file: from, bytes: bytes.length, certificates: certificates.length };
  const isLost = mended !== null && mended !== 'literal-newline' && from !== 'value';
  if (fault !== null || isLost) {
    const invalid = { ...facts, reason: fault ?? mended ?? 'damaged' };
    if (!isOptional(mode)) throw attempt.failed('tls/ca-invalid', invalid);
    attempt.tell('tls/ca-invalid', invalid, { severity: 'warning' });
    return NOBODY;
  }
  if (mended !== null) attempt.tell('tls/ca-invalid', { ...facts, reason: mended }, { severity: 'warning' });
  // OpenSSL refuses the whole file; Node passes over what it can't read.
  if (damaged > 0) {
    const severity = trustIn(attempt).libpq ? 'error' : 'warning';
    attempt.tell('tls/ca-invalid', { ...facts, reason: 'partly-damaged' }, { severity });
  }
  return { ...NOBODY, verify, ca: certificates, from };
}

/** Modes that go on in clear text where TLS does not come about. */
export function isOptional(mode: TlsMode): boolean {
  return mode === 'prefer' || mode === 'allow';
}

async function readRootCrt(attempt: Attempt, needed: boolean): Promise<Held | null> {
  const path = dotPostgresql(attempt, 'root.crt');
  try {
    return await readSetting(attempt, 'ca', path);
  } catch (error) {
    // libpq takes one that it can't look at, in the home of another user, for one that is not there.
    const isHidden = (error as NodeJS.ErrnoException).code === 'EACCES' && !(await exists(path));
    const isLate = (error as NodeJS.ErrnoException).code === undefined;
    if (!needed && (isMissing(error) || isHidden || isLate)) return null;
    const reason = 'default';
    throw attempt.failed('tls/ca-unreadable', { ...unreadable(attempt, 'ca', path, error), reason });
  }
}
