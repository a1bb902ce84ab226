import { describe, expect, it } from 'vitest';
import { malformedName } from '../../src/variables/malformed-name.js';
import { readVariables } from '../../src/variables/read-variables.js';

describe('the name of a variable', () => {
  it.each([
    ['\uFEFFDATABASE_URL', 'DATABASE_URL', 'byte-order-mark'],
    ['DATABASE\u200b_URL', 'DATABASE_URL', 'invisible'],
    ['export DATABASE_URL', 'DATABASE_URL', 'export'],
    ['"DATABASE_URL"', 'DATABASE_URL', 'quotes'],
    ['DATABASE_URL ', 'DATABASE_URL', 'blank'],
    [' DATABASE_URL', 'DATABASE_URL', 'blank'],
    ['DATABASE-URL', 'DATABASE_URL', 'dash'],
    ['export\tdb-url', 'db_url', 'export'],
  ])('%j is %s, spoilt by: %s', (name, meant, reason) =>
    expect(malformedName(name)).toEqual({ meant, reason }),
  );

  it.each(['DATABASE_URL', 'database_url', 'spring.datasource.url', 'npm_config_//x', '1-2', ''])(
    '%j is nothing to complain about',
    (name) => expect(malformedName(name)).toBeNull(),
  );

  it('hides the value when it is spoilt, as the name that was meant would', () => {
    const env = { '\uFEFFDB_PASSWORD': 'x', 'export DATABASE_URL': 'y', 'MAX-SIZE': 'z' };
    const variables = readVariables({ cwd: '/', env, declared: {}, dotenv: [], settings: new Map() });
    expect(Object.keys(env).map((name) => variables.get(name).secret)).toEqual([true, true, false]);
  });
});
