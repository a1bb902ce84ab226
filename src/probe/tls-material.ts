import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { isAbsolute, resolve } from 'node:path';
import type { TlsMode } from '../config/config.js';
import type { Attempt } from './attempt.js';

/** libpq's meaning: `require` verifies nothing, unless a CA is given on PostgreSQL. */
export type Verify = 'none' | 'ca' | 'full';

/** What a handshake is made with. */
export interface TlsMaterial {
  readonly verify: Verify;
  /** `[]` where nothing is verified, which spares parsing the root store; undefined: Node's own roots. */
  readonly ca: readonly string[] | undefined;
  /** The file that `ca` came from, or `value` where the setting holds the PEM text itself. */
  readonly caFrom: string | null;
  readonly cert: string | undefined;
  readonly key: string | undefined;
}

/** Encryption alone, as `require` has it. */
export const NO_VERIFICATION: TlsMaterial = {
  verify: 'none',
  ca: [],
  caFrom: null,
  cert: undefined,
  key: undefined,
};

type Role = 'ca' | 'client certificate' | 'client key';

const CERTIFICATE = /-----BEGIN (?:TRUSTED )?CERTIFICATE-----[\s\S]*?-----END (?:TRUSTED )?CERTIFICATE-----/g;
/** libpq's word for the roots of the system. */
const SYSTEM = 'system';

/** Reads what the target's TLS settings name, before anything is connected. */
export async function readTlsMaterial(attempt: Attempt, mode: TlsMode): Promise<TlsMaterial> {
  const { ca, cert, key } = attempt.target.tls;
  const postgres = attempt.target.dialect === 'postgres';
  const given = ca !== null && ca !== SYSTEM;
  const verify = verifyOf(mode, postgres && given);
  const authorities = given && verify !== 'none' ? await readAuthorities(attempt, ca) : undefined;
  return {
    verify,
    ca: verify === 'none' ? [] : authorities,
    caFrom: given ? origin(attempt, ca) : null,
    cert: cert === null ? undefined : await readPem(attempt, 'client certificate', cert),
    key: key === null ? undefined : await readPem(attempt, 'client key', key.reveal()),
  };
}

function verifyOf(mode: TlsMode, caCounts: boolean): Verify {
  if (mode === 'verify-full') return 'full';
  if (mode === 'verify-ca') return 'ca';
  return mode === 'require' && caCounts ? 'ca' : 'none';
}

async function readAuthorities(attempt: Attempt, ca: string): Promise<string[]> {
  const text = await readPem(attempt, 'ca', ca);
  const blocks = text.match(CERTIFICATE) ?? [];
  const certificates = blocks.filter(isCertificate);
  if (certificates.length > 0) return certificates;
  throw attempt.failed('tls/ca-invalid', {
    role: 'ca',
    file: origin(attempt, ca),
    bytes: Buffer.byteLength(text),
    reason: faultOf(text, blocks.length),
  });
}

/** PEM text, from a file or from the setting itself; a line break written as `\n` is mended. */
async function readPem(attempt: Attempt, role: Role, setting: string): Promise<string> {
  if (isPem(setting)) return mended(setting);
  const file = pathOf(attempt, setting);
  try {
    return mended(await attempt.within(readFile(file, 'utf8'), () => new Error('no answer')));
  } catch (error) {
    const { code = 'no answer' } = error as NodeJS.ErrnoException;
    throw attempt.failed('tls/ca-unreadable', {
      role,
      file: shownPath(attempt, role, setting, code),
      errno: code,
      uid: process.getuid?.() ?? null,
    });
  }
}

/** Null for what is no path: a key, or a URL with its password, which `resolve` would only disguise. */
function shownPath(attempt: Attempt, role: Role, setting: string, code: string): string | null {
  const isKey =
    role === 'client key' && (code === 'ENAMETOOLONG' || (code === 'ENOENT' && !isAbsolute(setting)));
  const isSecret = setting.includes('://') || attempt.request.scrub(setting) !== setting;
  return isKey || isSecret ? null : pathOf(attempt, setting);
}

function origin(attempt: Attempt, setting: string): string {
  return isPem(setting) ? 'value' : (shownPath(attempt, 'ca', setting, '') ?? 'value');
}

function pathOf(attempt: Attempt, path: string): string {
  return isAbsolute(path) ? path : resolve(attempt.request.cwd, path);
}

function isPem(text: string): boolean {
  return text.includes('-----BEGIN');
}

function mended(text: string): string {
  return text.includes('\n') && !text.includes('\\n')
    ? text
    : text.replaceAll('\\r', '').replaceAll('\\n', '\n');
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).subject !== null;
  } catch {
    return false;
  }
}

function faultOf(text: string, blocks: number): 'empty' | 'damaged' | 'a-key' | 'no-pem' {
  if (text.trim() === '') return 'empty';
  if (blocks > 0) return 'damaged';
  return text.includes('PRIVATE KEY-----') ? 'a-key' : 'no-pem';
}
