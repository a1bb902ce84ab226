import { X509Certificate } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import { describe, expect, test } from 'vitest';
import { certificatesIn } from '../../src/probe/certificates-in.js';

const [pem = '', second = ''] = rootCertificates;
const der = new X509Certificate(pem).raw;
const lines = pem.split('\n');

describe('what should hold certificates', () => {
  test.each<readonly [string, string | Buffer, number]>([
    ['one', pem, 1],
    ['a bundle', `${pem}\n${second}\n`, 2],
    ['text before and between', `Root 1\n======\n${pem}\nRoot 2\n${second}`, 2],
    ['Windows line ends', pem.replaceAll('\n', '\r\n'), 1],
    ['a byte order mark', `\ufeff${pem}`, 1],
    ['the header of OpenSSL for trusted ones', pem.replaceAll(' CERTIFICATE', ' X509 CERTIFICATE'), 1],
  ])('is read from %s', (_, content, count) => {
    const read = certificatesIn(Buffer.from(content));
    expect(read).toMatchObject({ mended: null, fault: null, damaged: 0 });
    expect(read.certificates).toHaveLength(count);
  });

  test.each([
    ['literal-newline', `${pem}\n${second}`.replaceAll('\n', '\\n'), 2],
    ['literal-newline', pem.replaceAll('\n', '\\r\\n'), 1],
    ['one-line', `${pem}\n${second}`.replaceAll('\n', ' '), 2],
    ['one-line', pem.replaceAll('\n', ''), 1],
    ['base64', Buffer.from(pem).toString('base64'), 1],
  ])('is mended from %s', (mended, content, count) => {
    const read = certificatesIn(Buffer.from(content));
    expect(read).toMatchObject({ mended, fault: null });
    expect(read.certificates).toHaveLength(count);
  });

  test.each<readonly [string, string | Buffer]>([
    ['empty', ' \n'],
    ['damaged', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'],
    ['cut-off', lines.slice(0, -1).join('\n')],
    ['a-key', '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n'],
    ['a-request', '-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----\n'],
    ['pkcs7', '-----BEGIN PKCS7-----\nAAAA\n-----END PKCS7-----\n'],
    ['der', der],
    ['pkcs12', Buffer.from('308204a602010330820460', 'hex')],
    ['keystore', Buffer.from('feedfeed00000002', 'hex')],
    ['html', '<!DOCTYPE html><html><body>Sign in</body></html>'],
    ['lfs-pointer', 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n'],
    ['utf-16', Buffer.from(`\ufeff${pem}`, 'utf16le')],
    ['no-pem', 'not a certificate'],
  ])('is told to be %s', (fault, content) => {
    expect(certificatesIn(Buffer.from(content))).toMatchObject({ certificates: [], fault });
  });

  test('tells how many of several can be read', () => {
    const broken = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';
    const read = certificatesIn(Buffer.from(`${pem}\n${broken}${second}`));
    expect(read).toMatchObject({ damaged: 1, fault: null });
    expect(read.certificates).toHaveLength(2);
  });
});
