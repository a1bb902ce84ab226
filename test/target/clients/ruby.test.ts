import { describe, expect, it } from 'vitest';
import { readValue } from '../../../src/target/read.js';
import { fields } from './fields.js';

describe('rails', () => {
  it.each([
    ['postgres://h/d?username=u&password=p&database=e', 'u:p@h/e'],
    ['postgres:///?user=u&dbname=d&host=/run/pg', 'u@/d /run/pg'],
    ['postgres://h/d?host=i', 'i/d'],
    ['mysql2://h/d?user=u', 'h/d {"user":"u"}'],
    ['mysql2://h/d?x=a+b', 'h/d {"x":"a+b"}'],
    ['mysql2://%2Frun%2Fmysqld.sock/d', 'url/wrong-form encoded-host'],
    ['sqlite3:/app.db', '/app.db'],
    ['sqlite3:app.db', 'app.db'],
    ['sqlite3:////app.db', '//app.db'],
    ['sqlite3://app.db', 'url/wrong-form two-slashes-file'],
    ['postgres://u:p@/d', 'url/missing-part no-host'],
    ['postgres://:5432/d', 'url/missing-part no-host'],
    ['postgres://', 'url/missing-part no-host'],
    ['postgres://u:p<w@h/d', 'url/bad-escape character'],
    ['postgres://u:pé@h/d', 'url/bad-escape character'],
    ['postgres://u:p%zz@h/d', 'url/bad-escape stray-percent'],
    ['postgres://u:p@my_db/d', 'url/bad-host underscore'],
    ['postgres://h/d?a=1&&b=2', 'url/bad-parameter no-value'],
  ])('reads %s as %s', (text, wanted) => {
    expect(fields(text, 'rails')).toBe(wanted);
  });

  it('names the password of a URL that it refuses as a secret', () => {
    expect(readValue('postgres://u:s3cret|%41@h/d', 'rails').secrets).toEqual(['s3cret|%41', 's3cret|A']);
  });
});
