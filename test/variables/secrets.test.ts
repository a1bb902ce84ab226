import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
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
