import { describe, expect, it } from 'vitest';
import type { VariableSpec } from '../../src/config/config.js';
import { typeFault } from '../../src/variables/value-types.js';

describe('a declared type', () => {
  it.each<[VariableSpec, string[], string[]]>([
    [{ type: 'integer' }, ['0', '-3', '10'], ['1.5', 'ten', '1e3', '']],
    [{ type: 'number' }, ['1.5', '-3', '.5', '1e3'], ['ten', '0x10', '1,5']],
    [{ type: 'port' }, ['1', '65535'], ['0', '65536', '-1', 'tcp://10.0.0.1:80']],
    [{ type: 'boolean' }, ['true', 'FALSE', '1', 'off'], ['ja', '2']],
    [{ type: 'url' }, ['https://example.com/x'], ['example.com', 'https://', 'http://a b', 'https://a\n']],
    [{ type: 'database-url' }, ['postgres://h/d', 'host=h dbname=d', '/data/x.db'], ['localhost']],
    [{ type: 'enum', values: ['sqlite', 'mariadb'] }, ['sqlite'], ['SQLite', 'postgres']],
    [{ type: 'duration', min: '1s', max: '1m' }, ['30s', '1000ms'], ['30', '500ms', '2m']],
    [{ type: 'size', min: '1MB' }, ['500MB', '1GiB'], ['12 apples', '1kB']],
    [{ type: 'hex' }, ['00ff'], ['0', 'xyz']],
    [{ type: 'base64' }, ['aGVsbG8=', 'aGVsbG8'], ['a', 'hello world']],
    [{ minLength: 4 }, ['abcd', '🙂🙂🙂🙂'], ['abc', '🙂🙂']],
    [{ pattern: 'v\\d+' }, ['v1', 'v22'], ['v', 'xv1', 'v1x']],
    [{ type: 'integer', min: 1, max: 100 }, ['1', '100'], ['0', '101']],
  ])('%o takes %j and refuses %j', (spec, good, bad) => {
    for (const value of good) expect(typeFault(value, spec), value).toBeNull();
    for (const value of bad) expect(typeFault(value, spec), value).not.toBeNull();
  });
});
