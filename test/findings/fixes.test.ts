import { expect, it } from 'vitest';
import { catalogue } from '../../src/findings/catalogue.js';
import type { Entry } from '../../src/findings/entry.js';

const written = { url: true, passwordIn: 'DATABASE_URL', userIn: 'DATABASE_URL', settings: 'DATABASE_URL' };
const refused = { place: 'db:5432', family: 'PostgreSQL', user: 'app', database: 'app', written };

it.each([
  [
    'of an ident login over TCP does not set the host that is set',
    'connect/auth-failed',
    { ...refused, reason: 'peer' },
    'scram-sha-256',
    'set a host',
  ],
  [
    'of template0 leaves it closed',
    'state/not-accepting',
    { ...refused, database: 'template0', reason: 'connections-disallowed' },
    'own database',
    'ALTER',
  ],
  [
    'of SSH before a MySQL leads to the port of MySQL',
    'connect/wrong-protocol',
    { place: 'db:22', expected: 'MySQL or MariaDB', found: 'SSH', bytes: '' },
    '13306:localhost:3306',
    '5432:',
  ],
  [
    'of a client certificate that is not there copies no CA in its place',
    'tls/ca-unreadable',
    { role: 'client certificate', file: '/app/client.crt', errno: 'ENOENT', reason: null },
    'COPY client.crt /app/client.crt',
    'ca.pem',
  ],
  [
    'of a cipher that the two sides do not share names the setting',
    'tls/protocol-version',
    { place: 'db:5432', reason: 'cipher', offers: null, min: 'TLSv1.2', max: 'TLSv1.3' },
    'ssl_ciphers',
    'undefined',
  ],
])('the fix %s', (_, code, facts, has, hasNot) => {
  const entry = (catalogue as unknown as Record<string, Entry>)[code];
  const fix = entry?.fix('DATABASE_URL', facts).join('\n');
  expect(fix).toContain(has);
  expect(fix).not.toContain(hasNot);
});
