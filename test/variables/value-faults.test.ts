import { describe, expect, it } from 'vitest';
import { publicPiece, valueFault, weakness } from '../../src/variables/value-faults.js';

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
  ])('%j is %s', (value, code) => expect(valueFault(value, { wholeOnly: false })?.code).toBe(code));

  it.each(['hello<ther>e', 'pa$$w0rd$1', 'a"b', 'nullable', "it's", 'postgres://u:p@h/d', '{"a":1}'])(
    '%j is nothing to complain about',
    (value) => expect(valueFault(value, { wholeOnly: false })).toBeNull(),
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
  it.each(['changeme', 'Secret', 'django-insecure-x7s8d9', 'aaaaaaaa', 'abababab'])('%s', (value) =>
    expect(weakness(value)).not.toBeNull(),
  );
  it('and a random one is not', () => expect(weakness('9f86d081884c7d65')).toBeNull());
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
