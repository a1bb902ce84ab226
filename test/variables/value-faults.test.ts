import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  EXPRESSION,
  NOTHING,
  PLACEHOLDER,
  publicPiece,
  SUSPICIOUS,
  valueFault,
  WHOLE,
} from '../../src/variables/value-faults.js';
import { weakness } from '../../src/variables/well-known-secrets.js';

const INNER = { NOTHING, WHOLE, EXPRESSION, PLACEHOLDER };

describe('what looks suspicious at a glance', () => {
  it.each(Object.entries(INNER))('is all that %s would find', (_, { source, ignoreCase }) => {
    const found = fc.stringMatching(new RegExp(source));
    fc.assert(
      fc.property(found, fc.boolean(), (text, upper) => {
        expect(ignoreCase && upper ? text.toUpperCase() : text).toMatch(SUSPICIOUS);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('the raw value', () => {
  it.each<[string, string]>([
    ['"postgres://u:p@h/d"', 'env/quoted'],
    ["'secret'", 'env/quoted'],
    ['secret\n', 'env/whitespace'],
    ['secret\r', 'env/whitespace'],
    [' secret', 'env/whitespace'],
    ['\uFEFFsecret', 'env/whitespace'],
    ['undefined', 'env/literal-undefined'],
    ['None', 'env/literal-undefined'],
    ['postgres://u:${DB_PASSWORD}@h/d', 'env/unexpanded'],
    ['$(DATABASE_URL)', 'env/unexpanded'],
    ['${{ Postgres.DATABASE_URL }}', 'env/unexpanded'],
    ['postgres://postgres:[YOUR-PASSWORD]@db.example.com:5432/postgres', 'env/placeholder'],
    ['mysql://user:<password>@h/d', 'env/placeholder'],
    ['your-api-key-here', 'env/placeholder'],
    ['REPLACE_ME', 'env/placeholder'],
    ['insert-your-key-here', 'env/placeholder'],
    ['put-password-here', 'env/placeholder'],
    ['sk-xxxxxxxx', 'env/placeholder'],
    ['TODO', 'env/placeholder'],
    ['$DB_PASSWORD', 'env/unexpanded'],
    ['%DB_PASSWORD%', 'env/unexpanded'],
    ['{{ .Values.db.password }}', 'env/unexpanded'],
    ['process.env.DB_PASSWORD', 'env/unexpanded'],
    ['<no value>', 'env/literal-undefined'],
    ['(null)', 'env/literal-undefined'],
    ['[object Object]', 'env/literal-undefined'],
    ['secret\u00a0', 'env/whitespace'],
    ['secret\u200b', 'env/whitespace'],
  ])('%j is %s', (value, code) => expect(valueFault(value, { wholeOnly: false })?.code).toBe(code));

  it.each([
    '$ecret-word',
    '$Summer',
    '100%',
    'here',
    '{"a":{}}',
    'hello<ther>e',
    'pa$$w0rd$1',
    'a"b',
    'nullable',
    "it's",
    'postgres://u:p@h/d',
    '{"a":1}',
  ])('%j is nothing to complain about', (value) =>
    expect(valueFault(value, { wholeOnly: false })).toBeNull(),
  );

  it('may hold an expression within plain text', () => {
    expect(valueFault('[${time}] %s', { wholeOnly: true })).toBeNull();
    expect(valueFault('${LEVEL}', { wholeOnly: true })?.code).toBe('env/unexpanded');
  });

  it('is described by its mark and never by its content', () => {
    for (const value of ['"hunter2"', 'hunter2\n', 'x://u:hunter2${A:-hunter2}@h']) {
      expect(JSON.stringify(valueFault(value, { wholeOnly: false }))).not.toContain('hunter2');
    }
  });
});

describe('a secret is weak', () => {
  it.each([
    'changeme',
    'Secret',
    'django-insecure-x7s8d9',
    'aaaaaaaa',
    'abababab',
    'abcabcabcabc',
    'abcdefgh',
    '87654321',
    '0123456789abcdef',
    'qwertyuiop',
    'keyboard cat',
    'minioadmin',
    'mysecretpassword',
    '!ChangeMe!',
    'ThisTokenIsNotSoSecretChangeIt',
    'base64:SomeRandomString',
    'you-will-never-guess',
    'super-secret-jwt-token-with-at-least-32-characters-long',
    'your-256-bit-secret',
    '404E635266556A586E3272357538782F413F4428472B4B6250645367566B5970',
    `eyJhbGciOiJIUzI1NiJ9.${Buffer.from('{"role":"anon","iss":"supabase-demo"}').toString('base64url')}.x`,
  ])('%s', (value) => expect(weakness(value)).not.toBeNull());
  it.each([
    '9f86d081884c7d65',
    'correct horse battery',
    'Lantern.7-otter',
    'k3y',
    `eyJh.eyJh.${'x7'.repeat(3)}q`,
  ])('and %s is not', (value) => expect(weakness(value)).toBeNull());
});

describe('what a fault shows of a value', () => {
  it.each([
    ['postgres://a:****@h/d', '****'],
    ['<password>', '<password>'],
    ['${PW}', '${PW}'],
    ['${PW:-hunter2}', '${PW}'],
    ['${{Postgres.DATABASE_URL}}', '${{ Postgres.DATABASE_URL }}'],
    ['postgres://a:${PW}@h/d', '${PW}'],
    ['postgres://a:x7${KQZ}9@h/d', null],
    ['"quoted"', null],
  ])('%s: %s is no secret', (value, expected) => {
    const fault = valueFault(value, { wholeOnly: false });
    expect(fault && publicPiece(value, fault)).toBe(expected);
  });
});

describe('a port that is the address of a Service', () => {
  it.each([
    ['tcp://10.0.0.1:5432', true, 'env/service-link'],
    ['tcp://[fd00::1]:5432', true, 'env/service-link'],
    ['tcp://10.0.0.1:5432', false, undefined],
    ['tcp://db:5432', true, undefined],
  ])('%s, as a port %s: %s', (value, isPort, code) =>
    expect(valueFault(value, { wholeOnly: true, isPort })?.code).toBe(code),
  );
});
