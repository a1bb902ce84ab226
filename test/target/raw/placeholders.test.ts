import { describe, expect, it } from 'vitest';
import { readValue } from '../../../src/target/read.js';

const told = (text: string, client = 'any') =>
  readValue(text, client).faults.map(({ reason, part, severity }) => `${severity} ${reason} ${part}`);

describe('what stands in the place of a part is no part', () => {
  it.each([
    ['postgres://u:[YOUR-PASSWORD]@h/d', 'error placeholder password'],
    ['postgres://u:p@db.[PROJECT-REF].supabase.co/d', 'error placeholder host'],
    ['postgres://u:<your-password>@h/d', 'error placeholder password'],
    ['postgres://u:YOUR_PASSWORD_HERE@h/d', 'error placeholder password'],
    ['postgres://u:REPLACE_ME@h/d', 'error placeholder password'],
    ['postgres://u:yourpassword@h/d', 'error placeholder password'],
    ['postgres://{}:{}@{}/{}', 'error placeholder password'],
    ['postgres://u:p@your-host.example.com/d', 'error placeholder host'],
    ['postgres://u:p@h/your_database', 'error placeholder database'],
    ['postgres://u:p@h/...', 'error placeholder database'],
    ['postgres://u:%2A%2A%2A@h/d', 'error masked password'],
    ['postgres://u:xxxxxxxx@h/d', 'error masked password'],
    ['postgres://u:[FILTERED]@h/d', 'error placeholder password'],
    ['postgres://u:--hidden--@h/d', 'error masked password'],
    ['postgres://u:$DB_PASSWORD@h/d', 'error unexpanded password'],
    ['postgres://$USER:p@h/d', 'error unexpanded user'],
    ['postgres://u:p@h/$db_name', 'error unexpanded database'],
    ['postgres://u:!DB_PASSWORD!@h/d', 'error unexpanded password'],
    ['postgres://u:__DB_PASSWORD__@h/d', 'error unexpanded password'],
    ['postgres://u:$env:DB_PASSWORD@h/d', 'error unexpanded password'],
    ['host=h dbname=d user=u password=$DB_PASSWORD', 'error unexpanded password'],
    ['postgres://u:undefined@h/d', 'error nothing-in-part password'],
    ['postgres://u:p@null:5432/d', 'error nothing-in-part host'],
    ['postgres://u:p@h/None', 'error nothing-in-part database'],
    ['postgres://u:"p"@h/d', 'error quoted-part password'],
    ["postgres://u:p@h/'d'?sslmode=require", 'error quoted-part database'],
    ['postgres://u:p@h/d%0A', 'error newline-in-part database'],
    ['postgres://u:p%0A@h/d', 'warning newline-in-part password'],
    ['postgres://USER:PASSWORD@HOST/DB', 'error example user'],
    ['postgres://username:password@hostname/dbname', 'error example user'],
    ['postgres://user:password@localhost/mydb', 'warning example user'],
  ])('%s: %s', (text, expected) => {
    expect(told(text)).toContain(expected);
  });
});

describe('a real password is no placeholder', () => {
  it.each([
    'pa$$w0rd$1',
    'hello<ther>e',
    'p{w}',
    'a{w}b',
    '%24APP_PW9',
    '%24ecret',
    '$ecret9',
    'Tr0ub4dor$3x',
    'pw$',
    '$1abc',
    'abc$DEF',
    '50%25off',
    'yourself99',
    'todoist-x9',
    'xxxyyy1',
    'a*b**c',
    '__x9__',
    '!secret9!',
    '%22p%22',
    'null9',
  ])('%s', (password) => {
    expect(told(`postgres://u:${password}@h/d`)).toEqual([]);
  });

  it('nor are the small words of an example, where the client is known', () => {
    expect(told('mysql://user:password@host/d', 'mysql2').filter((each) => each.includes('example'))).toEqual(
      [],
    );
  });
});
