import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readValue } from '../../../src/target/read.js';
import { timesTheLimit } from '../time-limit.js';

const CLIENTS = ['any', 'pgjdbc', 'connectorj', 'mariadb-jdbc', 'sqlite-jdbc', 'jdbc', 'r2dbc', 'libpq'];
const FORMS: readonly ((secret: string) => string)[] = [
  (s) => `jdbc:postgresql://host/data?user=u&password=${s}`,
  (s) => `jdbc:postgresql://user:${s}@host/data`,
  (s) => `jdbc:postgresql://host/data?sslpassword=${s}&ssl=true`,
  (s) => `jdbc:mysql://user:${s}@host:1/data`,
  (s) => `jdbc:mysql://user:${s}@[one:1,two:2]/data`,
  (s) => `jdbc:mysql://user:x@one,other:${s}@two/data`,
  (s) => `jdbc:mysql://(host=host,user=u,password=${s})/data`,
  (s) => `jdbc:mysql://address=(host=host)(password=${s})/data`,
  (s) => `jdbc:mysql://host/data?user=u&password1=${s}&x=y`,
  (s) => `jdbc:mariadb://user:${s}@host/data`,
  (s) => `jdbc:mariadb://host/data?keyStorePassword=${s}`,
  (s) => `jdbc:sqlite:data.db?password=${s}`,
  (s) => `jdbc:sqlserver://host;user=u;password=${s}`,
  (s) => `jdbc:oracle:thin:user/${s}@//host:1521/x`,
  (s) => `r2dbc:postgresql://user:${s}@host/data`,
  (s) => `postgres://user:${s}@host/data`,
];
/** Letters that no sentence, word or part here is made of, and what means something in a JDBC URL. */
const secret = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...'QXZJKVW') },
      { weight: 1, arbitrary: fc.constantFrom(...'@:/?#[]()%&=+ ,;!') },
    ),
    { minLength: 4, maxLength: 20 },
  )
  .map((characters) => characters.join(''));

describe('a JDBC URL', () => {
  it.each(['jdbc:mysql://user:@~QQ?Q=@@@one,two/data', 'jdbc:mysql://user:@QQ?#=@QQQ@host:1/data'])(
    'shows no host where another "@" stands behind the "?": %s',
    (text) => {
      expect(readValue(text).hosts).toEqual([]);
    },
  );

  it('gives no letter of a secret to a fault, and names the secret where it is read', () => {
    fc.assert(
      fc.property(secret, fc.constantFrom(...FORMS), fc.constantFrom(...CLIENTS), (text, form, client) => {
        const reading = readValue(form(text), client);
        expect(JSON.stringify(reading.faults)).not.toMatch(/[QXZJKVW]{2}/);
        const broken = reading.faults.some(({ severity }) => severity === 'error');
        if (broken || reading.ambiguous) return;
        const said = reading.secrets.join('\n');
        const shown = [reading.user, reading.database, ...reading.hosts.map(({ host }) => host)].join(' ');
        expect(shown).not.toMatch(/[QXZJKVW]{2}/);
        for (const piece of text.match(/[QXZJKVW]{4,}/g) ?? []) expect(said).toContain(piece);
      }),
      { numRuns: 5000 },
    );
  });

  const long = (text: string) => text.repeat(Math.ceil(65_536 / text.length));
  it.each([
    ['hosts', `jdbc:postgresql://${long('h:1,')}/d`],
    ['at signs', `jdbc:mysql://${long('u:p@')}h/d`],
    ['users', `jdbc:mysql://${long('u:p@h,')}h/d`],
    ['brackets', `jdbc:mysql://${long('[(')}h/d`],
    ['closed brackets', `jdbc:mysql://[${long('(a=b),')}]/d`],
    ['descriptions', `jdbc:mysql://address=${long('(a=b)')}/d`],
    ['open descriptions', `jdbc:mariadb://${long('address=(')}/d`],
    ['descriptions in a row', `jdbc:mariadb://${long('address=(a=b)')}/d`],
    ['properties', `jdbc:postgresql://h/d?${long('a=b&')}`],
    ['passwords', `jdbc:mysql://h/d?${long('password=x&')}`],
    ['blanks', `jdbc:mysql:${long(' ')}//h/d?${long(' ')}`],
    ['colons', `jdbc:${long(':')}`],
    ['words', `jdbc:${long('tc:')}`],
    ['escapes', `jdbc:sqlite:file:${long('%41')}`],
    ['slashes', `jdbc:sqlite:${long('/')}`],
    ['R2DBC words', `r2dbc:${long('pool:')}postgresql://h/d`],
  ])('of 64 KB of %s takes no time', (_, text) => {
    for (const client of ['any', 'jdbc']) {
      expect(
        timesTheLimit(() => readValue(text, client)),
        client,
      ).toBeLessThan(1);
    }
  });
});
