import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ownWords } from '../../src/target/own-words.js';
import { environmentWords } from '../../src/variables/environment.js';
import { Secret } from '../../src/variables/secret.js';
import { holdsCredentials, namesDatabaseUrl, namesSecret } from '../../src/variables/secret-names.js';
import { Secrets } from '../../src/variables/secrets.js';

describe('a secret', () => {
  it.each<[string, (secret: Secret) => unknown]>([
    ['a template', (secret) => `${secret}`],
    ['JSON', (secret) => JSON.stringify({ secret })],
    ['an inspected object', async (secret) => (await import('node:util')).inspect({ secret })],
    ['an error', (secret) => new Error(`failed with ${secret}`).message],
  ])('prints itself nowhere: %s', async (_, print) => {
    expect(await print(new Secret('hunter2'))).not.toContain('hunter2');
  });

  it('is masked in every encoding in text from outside', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 4, maxLength: 30, unit: 'grapheme' }),
        fc.string(),
        fc.string(),
        (secret, before, after) => {
          fc.pre(secret.trim() === secret);
          const secrets = new Secrets();
          secrets.add(secret);
          const encoded = [
            secret,
            encodeURIComponent(secret),
            JSON.stringify(secret),
            Buffer.from(secret).toString('base64'),
            Buffer.from(secret).toString('hex'),
          ];
          for (const form of encoded) {
            // A mask next to the secret may spell a part of it again; what stood there must be gone.
            fc.pre(!'[secret]'.includes(secret) && !before.includes(secret) && !after.includes(secret));
            expect(secrets.scrub(`<${form}>`)).not.toContain(secret);
          }
          expect(secrets.scrub(`${before}\n${secret}\n${after}`)).toContain('[secret]');
        },
      ),
    );
  });

  it('that is a word of the report does not blank the report', () => {
    const secrets = new Secrets();
    secrets.add('postgres');
    secrets.addPublic('postgres');
    expect(secrets.guard('postgres://postgres@db:5432/postgres')).toBe(
      'postgres://postgres@db:5432/postgres',
    );
    expect(secrets.scrub('role "x" said postgres')).toBe('role "x" said [secret]');
  });
});

describe("dbcheck's own words", () => {
  const guarded = (secret: string, text: string) => {
    const secrets = new Secrets();
    secrets.addWords(ownWords);
    secrets.addWords(() => environmentWords);
    secrets.add(secret);
    return secrets.guard(text);
  };

  it.each([
    ['production', 'NODE_ENV=production'],
    ['postgres//app:pw@db/app', 'postgres://'],
    ['postgres:app:pw@db/app', 'postgres://'],
    ['verify-full', 'sslmode=verify-full'],
    ['ssl={"rejectUnauthorized":true}x', 'target_session_attrs=primary'],
  ])('are shown, although the secret is %s', (secret, text) => expect(guarded(secret, text)).toBe(text));

  it.each([
    ['aa-production-zz', 'aa-production-zz', '[secret]'],
    ['aa-production-zz', 'x aa-production', 'x [secret]'],
    ['aaproductionzz', 'productionzz', '[secret]'],
    ['production', 'cHJvZHVjdGlvbg', '[secret]'],
    ['require-prefer-allow', 'require-prefer-allow', '[secret]'],
  ])('show nothing of a secret that holds one: %s as %s', (secret, text, expected) =>
    expect(guarded(secret, text)).toBe(expected),
  );

  it('let no piece of a random secret through', () => {
    const letters = fc.string({ minLength: 8, maxLength: 24, unit: fc.constantFrom(...'QXZJKVW-:/=23') });
    fc.assert(
      fc.property(letters, fc.constantFrom(...ownWords()), fc.nat(23), (letter, word, at) => {
        fc.pre(/[A-Z]{4}/.test(letter));
        const secret = letter.slice(0, at) + word + letter.slice(at);
        expect(guarded(secret, `it is ${secret}`)).toBe('it is [secret]');
      }),
    );
  });

  it('are no secret in foreign text, where they are masked all the same', () => {
    const secrets = new Secrets();
    secrets.addWords(ownWords);
    secrets.add('postgres');
    expect(secrets.scrub('role "x" said postgres')).toBe('role "x" said [secret]');
  });
});

describe('the name of a variable', () => {
  it.each([
    'DB_PASSWORD',
    'PGPASSWORD',
    'SECRET_KEY',
    'OPENAI_API_KEY',
    'JWT_SECRET',
    'GITHUB_TOKEN',
    'SENTRY_DSN',
    'api_key',
    'SUPABASE_ANON_KEY',
    // Each word alone, so that none is missed at the first glance.
    ...[
      'PASSWD',
      'PASS',
      'PWDS_PWD',
      'SECRETS',
      'TOKENS',
      'CREDENTIAL',
      'CREDENTIALS',
      'APIKEY',
      'DSN',
      'PASSPHRASE',
    ],
    ...[
      'DB_PW',
      'CREDS',
      'SALT',
      'JWT',
      'MYPASSCODE',
      'MYENCRYPTIONKEY',
      'PRIVATEKEYS',
      'SSHKEY',
      'KEYS',
      'db_pa\u00df',
    ],
  ])('%s speaks of a secret', (name) => expect(namesSecret(name)).toBe(true));
  it.each([
    'PORT',
    'DB_HOST',
    'KEYBOARD',
    'MONKEY',
    'DB_PASSWORD_FILE',
    'TOKENIZERS_PARALLELISM',
    'PRIMARY',
    'KEY_COUNT',
    'PWD',
    'OLDPWD',
  ])('%s does not', (name) => expect(namesSecret(name)).toBe(false));
  it.each(['DATABASE_URL', 'AURORA_DB_URL', 'CACHE_DATABASE_URL', 'X_DB_URI', 'SQLALCHEMY_DATABASE_URI'])(
    '%s holds a database URL',
    (name) => expect(namesDatabaseUrl(name)).toBe(true),
  );
});

describe('a value carries credentials', () => {
  it.each<[string, boolean]>([
    ['postgres://app:pw@db/app', true],
    ['postgres://app@db/app', false],
    ['postgres://db/app?password=pw', true],
    ['sqlite:///app.db', false],
    ['host=db password=pw', true],
    ['https://example.com/a@b', false],
    ['-----BEGIN PRIVATE KEY-----', true],
  ])('%s: %s', (value, expected) => expect(holdsCredentials(value)).toBe(expected));
});
