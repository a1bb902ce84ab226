import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readApplicationSettings } from '../../src/config/application-settings.js';
import { folder } from './folder.js';
import { faultOf } from './load-text.js';

async function valueIn(name: string, text: string, key: string): Promise<string | undefined> {
  const { values } = await readApplicationSettings(
    [{ file: name, map: { V: key } }],
    folder({ [name]: text }),
  );
  return values.get('V')?.value;
}

describe("the application's own settings", () => {
  it.each([
    ['yaml', 'database:\n  mariadb:\n    host: db\n', 'database.mariadb.host', 'db'],
    ['yml', 'port: 3306\n', 'port', '3306'],
    ['yaml', 'debug: false\n', 'debug', 'false'],
    ['yaml', 'ratio: 0.5\n', 'ratio', '0.5'],
    ['yaml', 'password: 12345678901234567890\n', 'password', '12345678901234567890'],
    ['yaml', 'hosts:\n  - a\n  - name: b\n', 'hosts.1.name', 'b'],
    ['yaml', 'spring.datasource.url: x\n', 'spring.datasource.url', 'x'],
    ['yaml', 'spring:\n  datasource.url: x\n', 'spring.datasource.url', 'x'],
    ['yaml', 'secret: !vault abc\n', 'secret', 'abc'],
    ['yaml', 'a: 1\na: 2\n', 'a', '2'],
    ['yaml', 'a: first\n---\na: second\n', 'a', 'first'],
    ['yaml', 'base: &b {host: db}\nmain: {<<: *b}\n', 'main.host', 'db'],
    ['yaml', 'empty: ""\n', 'empty', ''],
    ['json', '{"database": {"port": 3306}}', 'database.port', '3306'],
    ['json', '{\n  // why\n  "a": [1, 2,], /* and */ "b": true,\n}', 'a.1', '2'],
    ['json', '\ufeff{"a": 9007199254740993}', 'a', '9007199254740993'],
    ['toml', '[database.mariadb]\nport = 3_306\n', 'database.mariadb.port', '3306'],
    ['toml', 'day = 1979-05-27T07:32:00Z\n', 'day', '1979-05-27T07:32:00.000Z'],
  ])('%s %j has at %s: %j', async (extension, text, key, expected) => {
    expect(await valueIn(`config.${extension}`, text, key)).toBe(expected);
  });

  it.each([
    ['null', 'host: null\n', 'host'],
    ['nothing', 'host:\n', 'host'],
    ['an absent key', 'hosts: {}\n', 'hosts.main'],
    ['a key below a value', 'host: db\n', 'host.name'],
    ['the length of a list', 'hosts: [a]\n', 'hosts.length'],
    ['what every object has', 'host: {}\n', 'host.constructor'],
    ['an empty file', '', 'host'],
  ])('%s is not set', async (_, text, key) => {
    expect(await valueIn('config.yaml', text, key)).toBeUndefined();
  });

  it('say where each value comes from; of two files the first that has it counts', async () => {
    const cwd = folder({ 'config/a.yaml': 'db: { host: a }', 'b.json': '{"host": "b", "port": 1}' });
    const { values, missing } = await readApplicationSettings(
      [
        { file: 'config/a.yaml', map: { HOST: 'db.host', PORT: 'db.port' } },
        { file: 'b.json', map: { HOST: 'host', PORT: 'port' } },
        { file: 'gone.toml', map: { HOST: 'x' } },
      ],
      cwd,
    );
    expect(Object.fromEntries(values)).toEqual({
      HOST: { value: 'a', file: 'config/a.yaml', key: 'db.host' },
      PORT: { value: '1', file: 'b.json', key: 'port' },
    });
    expect(missing).toEqual(['gone.toml']);
  });

  it.each([
    [
      'a.yaml',
      'db:\n  host: {name: hunter2}\n',
      'a.yaml:2:3: db.host is a mapping; "settings" maps it to HOST, which takes a single value',
    ],
    [
      'a.json',
      '{"db": {"host": ["hunter2"]}}',
      'a.json:1:9: db.host is a list; "settings" maps it to HOST, which takes a single value',
    ],
    [
      'a.yaml',
      'db: [hunter2\n',
      'a.yaml:2:1: not valid YAML: a ] is missing, or lines within brackets are not indented',
    ],
    [
      'a.toml',
      'db = hunter2\n',
      'a.toml:1:6: not valid TOML: something that TOML does not expect here (text needs quotes)',
    ],
    [
      'a.ini',
      'db=hunter2\n',
      'a.ini: the name of the file does not tell its format: .yaml, .yml, .json or .toml is expected',
    ],
  ])('%s %j is a fault', async (name, text, fault) => {
    const cwd = folder({ [name]: text });
    expect(
      await faultOf(() => readApplicationSettings([{ file: name, map: { HOST: 'db.host' } }], cwd)),
    ).toBe(fault);
  });

  it('may not be a folder', async () => {
    const cwd = folder({});
    mkdirSync(join(cwd, 'a.yaml'));
    expect(
      await faultOf(() => readApplicationSettings([{ file: 'a.yaml', map: { A: 'a' } }], cwd)),
    ).toContain('a.yaml: a directory stands');
  });
});
