import { describe, expect, it } from 'vitest';
import { fields, warnings } from './fields.js';

describe('clients of PHP', () => {
  it.each([
    ['laravel', 'mysql://root:123456@h/d', 'root:123456@h/d'],
    ['laravel', 'mysql://root:123456789012345678@h/d', 'root:123456789012345678@h/d'],
    ['laravel', 'mysql://root:%2042@h/d', 'root:42@h/d'],
    ['laravel', 'mysql://root:null@h/d', 'root@h/d'],
    ['laravel', 'mysql://root:"x"@h/d', 'root:x@h/d'],
    ['laravel', 'mysql://root:p@null/d', 'root:p@/d'],
    ['laravel', 'mysql://h/d?username=u&password=p&database=e', 'u:p@h/e'],
    ['laravel', 'mysql://h/d?timezone=%2B00%3A00', 'h/d {"timezone":"+00:00"}'],
    ['laravel', 'sqlite://app.db', 'url/wrong-form two-slashes-file'],
    ['laravel', 'sqlite://localhost//tmp/app.db', '/tmp/app.db'],
    ['laravel', 'mysql:///d', 'url/missing-part no-host'],
    ['laravel', 'mysql://:3306/d', 'url/missing-part no-host'],
    ['laravel', 'mysql://%2Frun%2Fmysqld.sock/d', 'url/wrong-form encoded-host'],
    ['laravel', 'pgsql://%2Frun%2Fpg/d', '/d /run/pg'],
    ['doctrine', 'mysql://h/d?user=u&dbname=e', 'u@h/e'],
    ['doctrine', 'pdo-sqlite:////tmp/app.db', '/tmp/app.db'],
    ['doctrine', 'sqlite:///%kernel.project_dir%/app.db', '%kernel.project_dir%/app.db'],
    ['doctrine', 'mysql://u@:3306/d', 'url/missing-part no-host'],
  ])('%s reads %s as %s', (client, text, wanted) => {
    expect(fields(text, client)).toBe(wanted);
  });

  it.each([
    ['laravel', 'mysql://root:null@h/d', ['url/bad-escape native-type']],
    ['laravel', 'mysql://root:1e5@h/d', ['url/bad-escape native-type']],
    ['laravel', 'mysql://root:123457@h/d', []],
    ['laravel', 'sqlite://localhost/app.db', ['url/wrong-form sqlite-host']],
    ['doctrine', 'sqlite:///%kernel.project_dir%/app.db', ['url/bad-escape stray-percent']],
  ])('%s warns of %s', (client, text, wanted) => {
    expect(warnings(text, client)).toEqual(wanted);
  });
});
