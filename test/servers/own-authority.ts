import { execFile } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const EC = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'];

/** PEM texts, and the file of each beside them: `NAME.crt`, `NAME.key`. */
export interface Issued {
  readonly cert: string;
  readonly key: string;
  readonly file: string;
  readonly keyFile: string;
}

export interface Wanted {
  readonly subject?: string;
  /** Lines of openssl's extension section. */
  readonly extensions?: readonly string[];
  /** Who signs; itself where none is named. */
  readonly by?: string;
  readonly newKey?: readonly string[];
  readonly digest?: string;
  /** Days from now; below zero for one that has expired. */
  readonly days?: number;
}

export const CA = ['basicConstraints = critical, CA:TRUE', 'keyUsage = keyCertSign, cRLSign'];
export const LOCALHOST = ['subjectAltName = DNS:localhost, IP:127.0.0.1'];

/** Makes certificates with openssl, in a folder. */
export function ownAuthority(folder: string) {
  const openssl = (...args: string[]) => run('openssl', args, { cwd: folder });
  return async (name: string, wanted: Wanted): Promise<Issued> => {
    const {
      subject = `/CN=${name}`,
      extensions = [],
      by,
      newKey = EC,
      digest = 'sha256',
      days = 3650,
    } = wanted;
    const [csr, crt, key, ext] = ['csr', 'crt', 'key', 'ext'].map((end) => `${name}.${end}`) as [
      string,
      string,
      string,
      string,
    ];
    await writeFile(join(folder, ext), extensions.join('\n'));
    await openssl('req', ...newKey, '-nodes', '-subj', subject, '-keyout', key, '-out', csr);
    const signer =
      by === undefined
        ? ['-signkey', key]
        : ['-CA', `${by}.crt`, '-CAkey', `${by}.key`, '-set_serial', `${randomInt(1, 2 ** 40)}`];
    await openssl(
      'x509',
      '-req',
      '-in',
      csr,
      ...signer,
      `-${digest}`,
      '-days',
      `${days}`,
      '-extfile',
      ext,
      '-out',
      crt,
    );
    const file = join(folder, crt);
    const keyFile = join(folder, key);
    return { cert: await readFile(file, 'utf8'), key: await readFile(keyFile, 'utf8'), file, keyFile };
  };
}
