import { X509Certificate } from 'node:crypto';

/** What a text or file that should hold certificates holds. */
export interface Content {
  /** The certificates that can be read, as PEM. */
  readonly certificates: readonly string[];
  /** Blocks that look like a certificate and are none. */
  readonly damaged: number;
  /** What had to be mended before anything could be read; null where nothing had. */
  readonly mended: Mended | null;
  /** What it is instead; null where certificates were found. */
  readonly fault: ContentFault | null;
}

type Mended = 'literal-newline' | 'one-line' | 'base64';
type ContentFault =
  | 'empty'
  | 'damaged'
  | 'cut-off'
  | 'a-key'
  | 'a-request'
  | 'der'
  | 'pkcs12'
  | 'pkcs7'
  | 'keystore'
  | 'html'
  | 'lfs-pointer'
  | 'utf-16'
  | 'no-pem';

const BLOCK =
  /-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----[\s\S]*?-----END (?:TRUSTED |X509 )?CERTIFICATE-----/g;
const BEGIN = /-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----/;
/** `-----BEGIN` in base64. */
const BASE64_PEM = /^\s*LS0tLS1CRUdJTi[A-Za-z0-9+/=\s]+$/;

/** Reads certificates as OpenSSL does, and what it would not: PEM whose line ends were lost on the way. */
export function certificatesIn(bytes: Buffer): Content {
  const { text, mended } = mend(bytes.toString('utf8'));
  const blocks = blocksIn(text);
  const certificates = blocks.filter(isCertificate);
  const fault = certificates.length > 0 ? null : faultOf(bytes, text, blocks.length);
  return { certificates, damaged: blocks.length - certificates.length, mended, fault };
}

/** What looks like a certificate; a list of roots is long, and not worth looking into each. */
export function blocksIn(text: string): string[] {
  return text.match(BLOCK) ?? [];
}

/** PEM text with the line ends that it must have. */
export function mend(written: string): { readonly text: string; readonly mended: Mended | null } {
  if (BASE64_PEM.test(written)) {
    return { text: mend(Buffer.from(written, 'base64').toString('utf8')).text, mended: 'base64' };
  }
  if (/-----(?:\\r)?\\n/.test(written)) {
    return { text: written.replaceAll('\\r', '').replaceAll('\\n', '\n'), mended: 'literal-newline' };
  }
  // The dashes of a first line, and data in the same one.
  if (/-----BEGIN [A-Z0-9 ]+-----[^\S\n\r]*[A-Za-z0-9+/]/.test(written)) {
    return { text: written.replace(ONE_LINE, relined), mended: 'one-line' };
  }
  return { text: written, mended: null };
}

const ONE_LINE = /-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\s]+)-----END \1-----/g;

function relined(_: string, label: string, data: string): string {
  const lines = data.replace(/\s/g, '').match(/.{1,64}/g) ?? [];
  return ['', `-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).subject !== null;
  } catch {
    return false;
  }
}

function faultOf(bytes: Buffer, text: string, blocks: number): ContentFault {
  if (text.trim() === '') return 'empty';
  if (blocks > 0) return 'damaged';
  if (BEGIN.test(text)) return 'cut-off';
  if (text.includes('PRIVATE KEY-----')) return 'a-key';
  if (text.includes('CERTIFICATE REQUEST-----')) return 'a-request';
  if (text.includes('-----BEGIN PKCS7-----')) return 'pkcs7';
  if (/^\s*<(!doctype|html|\?xml)/i.test(text)) return 'html';
  if (text.startsWith('version https://git-lfs')) return 'lfs-pointer';
  if (/^(fffe|feff)/.test(bytes.subarray(0, 2).toString('hex'))) return 'utf-16';
  return binaryFault(bytes) ?? 'no-pem';
}

const JKS = 'feedfeed';
/** The version number that PKCS#12 begins with, behind the length of the whole. */
const PKCS12 = /^30(?:8[0-4])?.{0,8}?0201033/;

function binaryFault(bytes: Buffer): ContentFault | null {
  const head = bytes.subarray(0, 12).toString('hex');
  if (head.startsWith(JKS)) return 'keystore';
  if (PKCS12.test(head)) return 'pkcs12';
  if (!head.startsWith('30')) return null;
  try {
    return new X509Certificate(bytes).subject === null ? null : 'der';
  } catch {
    return null;
  }
}
