/** What every name that speaks of a secret has in it. */
const SECRET = /PASS|PW|SECRET|TOKEN|CRED|KEY|DSN|SALT|JWT/;
const WORDS = new Set([
  'PASSWORD',
  'PASSWD',
  'PASS',
  'PWD',
  'SECRET',
  'SECRETS',
  'TOKEN',
  'TOKENS',
  'CREDENTIAL',
  'CREDENTIALS',
  'APIKEY',
  'DSN',
  'PASSPHRASE',
  'PW',
  'CREDS',
  'SALT',
  'JWT',
]);
const KEY_BEFORE = new Set([
  'API',
  'ACCESS',
  'SECRET',
  'PRIVATE',
  'ENCRYPTION',
  'SIGNING',
  'MASTER',
  'SERVICE',
  'ACCOUNT',
  'APP',
  'SSH',
  'SESSION',
]);
const DATABASE_URL_ENDINGS = ['_DATABASE_URL', '_DB_URL', '_DB_URI', '_DATABASE_URI'];
const DATABASE_URL_NAMES = new Set([
  'DATABASE_URL',
  'POSTGRES_URL',
  'POSTGRESQL_URL',
  'PG_URL',
  'MYSQL_URL',
  'MARIADB_URL',
  'MARIADB_URI',
  'DB_URL',
  'DB_URI',
  'SQLALCHEMY_DATABASE_URI',
  'SQLALCHEMY_DATABASE_URL',
  'DIRECT_URL',
  'SPRING_DATASOURCE_URL',
  'SPRING_DATASOURCE_JDBC_URL',
  'SPRING_DATASOURCE_HIKARI_JDBC_URL',
  'SPRING_DATASOURCE_HIKARI_JDBCURL',
  'SPRING_R2DBC_URL',
  'spring.datasource.url',
  'spring.r2dbc.url',
  'QUARKUS_DATASOURCE_JDBC_URL',
  'QUARKUS_DATASOURCE_REACTIVE_URL',
  'DATASOURCES_DEFAULT_URL',
]);
/** .NET takes these names in any case. */
const CONNECTION_STRINGS = ['CONNECTIONSTRINGS__', 'MYSQLCONNSTR_', 'POSTGRESQLCONNSTR_', 'CUSTOMCONNSTR_'];

/** Whether a variable of this name holds a database's URL: contract, section 2, and the names of frameworks. */
export function namesDatabaseUrl(name: string): boolean {
  return (
    DATABASE_URL_NAMES.has(name) ||
    DATABASE_URL_ENDINGS.some((ending) => name.endsWith(ending)) ||
    CONNECTION_STRINGS.some((start) => name.length > start.length && name.toUpperCase().startsWith(start))
  );
}

/** Whether a name speaks of a password, a secret, a token or a key: contract, section 4. */
export function namesSecret(name: string): boolean {
  const upper = name.toUpperCase();
  if (!SECRET.test(upper)) return false;
  const words = upper.split(/[^A-Z0-9]+/);
  // The working directory of a shell is no password, though it is called so.
  if (words.at(-1) === 'FILE' || name === 'PWD' || name === 'OLDPWD') return false;
  return words.some(
    (word, index) =>
      WORDS.has(word) ||
      /(PASSWORD|PASSWD|PASSPHRASE|PASSCODE|PASS|SECRET|TOKEN|APIKEY|ENCRYPTIONKEY|PRIVATEKEY|SSHKEY)S?$/.test(
        word,
      ) ||
      (/^KEYS?$/.test(word) &&
        (words.length === 1 || KEY_BEFORE.has(words[index - 1] ?? '') || index === words.length - 1)),
  );
}

/** Whether a value carries credentials itself, whatever its variable is called. */
export function holdsCredentials(value: string): boolean {
  if (value.includes('-----BEGIN') || /(password|passwd|pwd|token|secret|key)\s*[=:]/i.test(value))
    return true;
  const at = value.lastIndexOf('@');
  if (at < 0) return false;
  // What stands between the scheme and the last @ is userinfo; a user's name alone is no secret.
  const start = value.indexOf('://');
  return start >= 0 && value.slice(start + 3, at).includes(':');
}
