import { execFile } from 'node:child_process';
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Certificates } from './provided.js';

const run = promisify(execFile);

const CONFIG = `
[ca]
default_ca = own
[own]
database = index.txt
serial = serial.txt
new_certs_dir = .
default_md = sha256
policy = any
unique_subject = no
[any]
commonName = supplied
organizationName = optional
[req]
distinguished_name = name
[name]
[authority]
basicConstraints = critical, CA:TRUE
keyUsage = keyCertSign, cRLSign
[server]
subjectAltName = DNS:localhost, IP:127.0.0.1, IP:::1
[elsewhere]
subjectAltName = DNS:db.example.com
[anywhere]
subjectAltName = DNS:*.example.com
[nameless]
basicConstraints = CA:FALSE
[client]
extendedKeyUsage = clientAuth
`;

const VALID = ['20200101000000Z', '20991231000000Z'] as const;
const PAST = ['20200101000000Z', '20210101000000Z'] as const;
const FUTURE = ['20900101000000Z', '20991231000000Z'] as const;

/** Makes two authorities and every certificate that the tests need, with openssl, in an empty folder. */
export async function makeCertificates(folder: string): Promise<Certificates> {
  const openssl = async (...args: string[]) => {
    await run('openssl', args, { cwd: folder });
  };
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-config', 'openssl.cnf'];

  const authority = (name: string, subject: string) =>
    openssl(
      'req',
      '-x509',
      ...key,
      '-extensions',
      'authority',
      '-days',
      '3650',
      '-subj',
      subject,
      '-keyout',
      `${name}.key`,
      '-out',
      `${name}.crt`,
    );
  const sign = async (
    name: string,
    subject: string,
    extensions: string,
    [start, end]: readonly [string, string],
  ) => {
    await openssl('req', ...key, '-subj', subject, '-keyout', `${name}.key`, '-out', `${name}.csr`);
    await openssl(
      'ca',
      '-batch',
      '-notext',
      '-config',
      'openssl.cnf',
      '-cert',
      'ca.crt',
      '-keyfile',
      'ca.key',
      '-extensions',
      extensions,
      '-startdate',
      start,
      '-enddate',
      end,
      '-in',
      `${name}.csr`,
      '-out',
      `${name}.crt`,
    );
    await chmod(join(folder, `${name}.key`), 0o600);
  };

  await writeFile(join(folder, 'openssl.cnf'), CONFIG);
  await writeFile(join(folder, 'index.txt'), '');
  await writeFile(join(folder, 'serial.txt'), '1000\n');
  await authority('ca', '/O=dbcheck/CN=dbcheck test CA');
  await authority('other-ca', '/O=dbcheck/CN=another CA');
  await sign('server', '/CN=localhost', 'server', VALID);
  await sign('expired', '/CN=localhost', 'server', PAST);
  await sign('not-yet-valid', '/CN=localhost', 'server', FUTURE);
  await sign('wrong-host', '/CN=db.example.com', 'elsewhere', VALID);
  await sign('wildcard', '/CN=example.com', 'anywhere', VALID);
  await sign('common-name', '/CN=localhost', 'nameless', VALID);
  await sign('client', '/CN=cert', 'client', VALID);

  return {
    ca: join(folder, 'ca.crt'),
    otherCa: join(folder, 'other-ca.crt'),
    server: join(folder, 'server.crt'),
    expired: join(folder, 'expired.crt'),
    notYetValid: join(folder, 'not-yet-valid.crt'),
    wrongHost: join(folder, 'wrong-host.crt'),
    wildcard: join(folder, 'wildcard.crt'),
    commonName: join(folder, 'common-name.crt'),
    client: join(folder, 'client.crt'),
    clientKey: join(folder, 'client.key'),
  };
}
