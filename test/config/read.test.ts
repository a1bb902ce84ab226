import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Document, Path } from '../../src/config/document.js';
import { parseJson } from '../../src/config/parse-json.js';
import { readDocument } from '../../src/config/read.js';
import { timeLimit } from '../target/time-limit.js';
import { folder } from './folder.js';
import { faultIn } from './load-text.js';

async function read(name: string, text: string, lenient = false): Promise<Document> {
  const document = await readDocument(join(folder({ [name]: text }), name), name, { lenient });
  if (!document) throw new Error('not there');
  return document;
}

const DATA = {
  databases: { main: { url: 'x', tls: { mode: 'require' }, dialects: ['mysql', 'mariadb'] } },
  paths: [{ path: '/a' }, { path: '/b', writable: true }],
};

const YAML = `databases:
  main:
    url: x
    tls: {mode: require}
    dialects:
      - mysql
      - mariadb
paths:
  - path: /a
  - path: /b
    writable: true
`;

const JSON_TEXT = `{
  "databases": {
    "main": {
      "url": "x", "tls": {"mode": "require"},
      "dialects": ["mysql", "mariadb"]
    }
  },
  "paths": [{"path": "/a"},
    {"path": "/b", "writable": true}]
}
`;

const TOML = `[databases.main]
url = "x"
tls.mode = "require"
dialects = [
  "mysql",
  "mariadb",
]
[[paths]]
path = "/a"
[[paths]]
path = "/b"
writable = true
`;

describe.each([
  ['dbcheck.yaml', YAML],
  ['dbcheck.json', JSON_TEXT],
  ['dbcheck.toml', TOML],
])('%s', (name, text) => {
  it.each(['as it is', 'with CRLF'])('gives the same data %s', async (form) => {
    const written = form === 'with CRLF' ? text.replaceAll('\n', '\r\n') : text;
    expect((await read(name, written)).data).toEqual(DATA);
  });

  it.each([
    [['databases', 'main', 'url'], '3:10', '4:14', '2:7'],
    [['databases', 'main', 'tls', 'mode'], '4:17', '4:35', '3:12'],
    [['databases', 'main', 'dialects', 1], '7:9', '5:29', '6:3'],
    [['paths', 1, 'writable'], '11:15', '9:32', '12:12'],
    [['databases'], '1:1', '2:3', '1:2'],
    [['databases', 'main'], '2:3', '3:5', '1:12'],
  ] as [Path, string, string, string][])(
    'knows where the value of %j stands',
    async (path, yaml, json, toml) => {
      const expected = { 'dbcheck.yaml': yaml, 'dbcheck.json': json, 'dbcheck.toml': toml }[name];
      for (const written of [text, text.replaceAll('\n', '\r\n')]) {
        const { line, column } = (await read(name, written)).positionOf(path);
        expect(`${line}:${column}`).toBe(expected);
      }
    },
  );

  it('knows where a key stands', async () => {
    const { line } = (await read(name, text)).positionOf(['databases', 'main', 'url'], 'key');
    const { column } = (await read(name, text)).positionOf(['databases', 'main', 'url'], 'key');
    expect(text.split('\n')[line - 1]?.slice(column - 1)).toMatch(/^"?url/);
  });

  it('gives the nearest parent for what is not there', async () => {
    const document = await read(name, text);
    expect(document.positionOf(['databases', 'main', 'host', 'x'])).toEqual(
      document.positionOf(['databases', 'main'], 'key'),
    );
    expect(document.positionOf(['nothing'])).toEqual({ line: 1, column: 1 });
  });
});

describe('TOML', () => {
  it('joins tables, dotted keys and lists of tables that are written apart', async () => {
    const document = await read(
      'x.toml',
      'env.A = "required"\n[[a.b]]\nx = 1\n[a.b.deep]\ny = 2\n[[a.b]]\nx = 3\n["quoted.key"]\nz = {q.r = [1, {s = 2}]}\n',
    );
    expect(document.data).toEqual({
      env: { A: 'required' },
      a: { b: [{ x: 1, deep: { y: 2 } }, { x: 3 }] },
      'quoted.key': { z: { q: { r: [1, { s: 2 }] } } },
    });
    expect(document.positionOf(['a', 'b', 0, 'deep', 'y'])).toEqual({ line: 5, column: 5 });
    expect(document.positionOf(['quoted.key', 'z', 'q', 'r', 1, 's'])).toEqual({ line: 9, column: 21 });
    expect(document.positionOf(['env', 'A'], 'key')).toEqual({ line: 1, column: 5 });
  });
});

describe('YAML', () => {
  it('fills in aliases and merge keys, and knows where their values stand', async () => {
    const document = await read('x.yaml', 'a: &base {x: 1, y: 2}\nb: {<<: *base, y: 3}\nc: *base\n');
    expect(document.data).toEqual({ a: { x: 1, y: 2 }, b: { x: 1, y: 3 }, c: { x: 1, y: 2 } });
    expect(document.positionOf(['c', 'y'])).toEqual({ line: 1, column: 20 });
    expect(document.positionOf(['b', 'x'])).toEqual({ line: 2, column: 1 });
  });

  it('lets one anchor serve 500 databases', async () => {
    const lines = Array.from({ length: 500 }, (_, index) => `  db${index}: { <<: *base, url: x }`);
    const { data } = await read(
      'x.yaml',
      `base: &base { writable: true }\ndatabases:\n${lines.join('\n')}\n`,
    );
    expect(Object.keys((data as { databases: object }).databases)).toHaveLength(500);
  });

  it('reads a file of 50,000 keys in a moment', async () => {
    const text = Array.from({ length: 50_000 }, (_, index) => `key${index}: value`).join('\n');
    const start = performance.now();
    await read('x.yaml', text);
    expect(performance.now() - start).toBeLessThan(100 * timeLimit());
  });
});

describe('JSON', () => {
  it('reads whatever JSON.parse reads, to the same data', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(0, 1, '\t'), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        fc.pre(!text.includes('__proto__') && !/\d{16}|\de[+]?\d/.test(text));
        expect(parseJson(text, { lenient: false, section: [] }).data).toEqual(JSON.parse(text));
      }),
    );
  });

  it('refuses whatever JSON.parse refuses', () => {
    const parts = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"',
      '\\',
      '1',
      '-',
      '0',
      '.',
      'e',
      'true',
      'nul',
      ' ',
      '\n',
      '/',
      '\u00a0',
    );
    const text = fc.array(parts, { minLength: 1, maxLength: 6 }).map((each) => each.join(''));
    const readable = (parse: () => unknown) => {
      try {
        parse();
        return true;
      } catch {
        return false;
      }
    };
    fc.assert(
      fc.property(text, (each) => {
        fc.pre(each.trim() !== '');
        const ours = readable(
          () =>
            parseJson(each, { lenient: true, section: [] }) &&
            parseJson(each, { lenient: false, section: [] }),
        );
        const repeated = /("a?").*:.*\1.*:/s.test(each);
        expect(ours || repeated).toBe(readable(() => JSON.parse(each)) || repeated);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a file that cannot be parsed', () => {
  it.each([
    ['yaml', 'env: {A: required}\nenv: {}\n', '2:1: not valid YAML: the key "env" is there twice'],
    [
      'yaml',
      'env:\n\tA: required\n',
      '2:1: not valid YAML: a tab in the indentation; YAML takes blanks only',
    ],
    ['yaml', 'env: [A\n', '2:1: not valid YAML: a ] is missing, or lines within brackets are not indented'],
    [
      'yaml',
      'env:\n  A: required\n B: required\n',
      '3:1: not valid YAML: an indentation that does not fit the lines above',
    ],
    ['yaml', 'password: "hunter2\n', '2:1: not valid YAML: a closing quote is missing'],
    [
      'yaml',
      'password: @hunter2\n',
      '1:11: not valid YAML: a value that starts with a mark of YAML (@ ` % and others); quote it',
    ],
    [
      'yaml',
      'password: a: hunter2\n',
      '1:11: not valid YAML: a second key on one line; quote a value that holds ": "',
    ],
    [
      'yaml',
      'url: {{ .Values.url }}\n',
      '1:7: not valid YAML: a key that is not text; quote a value that starts with { or [',
    ],
    [
      'yaml',
      'url: "a\\hunter2"\n',
      '1:8: not valid YAML: a backslash sequence that YAML does not have; in single quotes a backslash is itself',
    ],
    ['yaml', 'url: |hunter2\n', '1:7: not valid YAML: something that YAML does not expect here'],
    ['yaml', 'env: !Ref hunter2\n', '1:6: not valid YAML: a tag (!name) that has no meaning here'],
    [
      'yaml',
      'env: {}\n---\nenv: {}\n',
      '2:1: not valid YAML: a second document (---); the configuration is one',
    ],
    [
      'yaml',
      'env: *nowhere\n',
      '1:6: not valid YAML: an alias (*name) whose anchor (&name) does not come before it',
    ],
    ['yaml', 'env:\n  <<: hunter2\n', '2:3: not valid YAML: a merge key (<<) whose value is no mapping'],
    ['yaml', `${'hunter2'.repeat(200)}: 1\n`, '1:1: not valid YAML: a key of more than 1024 characters'],
    ['yaml', '[x\nhunter2\n', '3:1: not valid YAML: a ] is missing'],
    ['yaml', '__proto__: {x: 1}\n', '1:1: not valid YAML: the key "__proto__" cannot be used'],
    ['json', '{"env": {"A": "required",}}', '1:26: not valid JSON: a key in double quotes is expected here'],
    ['json', '{"env": {}} // why', '1:13: not valid JSON: something follows after the end of the value'],
    ['json', '{"env": {},\n "env": {}}', '2:2: not valid JSON: the key "env" is there twice'],
    ['json', '{"password": "hunter2', '1:14: not valid JSON: the closing quote is missing'],
    [
      'json',
      '{"password": "a\nhunter2"}',
      '1:16: not valid JSON: a line end or control character in quoted text',
    ],
    ['json', '{"password": hunter2}', '1:14: not valid JSON: a value is expected here'],
    ['json', '{"password": 012}', '1:14: not valid JSON: a value is expected here'],
    ['json', '{"__proto__": {}}', '1:2: not valid JSON: the key "__proto__" cannot be used'],
    ['toml', '[env]\nA = "required"\nA = "optional"\n', '3:1: not valid TOML: the key "A" is there twice'],
    ['toml', '[env]\n[env]\n', '2:2: not valid TOML: the key "env" is there twice'],
    [
      'toml',
      'password = hunter2\n',
      '1:12: not valid TOML: something that TOML does not expect here (text needs quotes)',
    ],
    ['toml', 'password = "hunter2\n', 'not valid TOML: the closing quote is missing'],
    ['toml', 'a = 1 b = 2\n', '1:7: not valid TOML: a line end is expected here'],
    ['toml', '__proto__.x = 1\n', '1:1: not valid TOML: the key "__proto__" cannot be used'],
  ])('%s %j is told with its place and none of its text', async (extension, text, expected) => {
    const fault = await faultIn(`dbcheck.${extension}`, text);
    expect(fault).toContain(expected);
    expect(fault).not.toContain('hunter2');
    expect(fault).not.toContain('\n');
    expect(Object.hasOwn(Object.prototype, 'x')).toBe(false);
  });

  it.each([
    ['dbcheck.yaml', 5000],
    ['dbcheck.json', 500_000],
    ['dbcheck.toml', 100_000],
  ])('%s with %i brackets within each other is told', async (name, depth) => {
    const brackets = '['.repeat(depth) + ']'.repeat(depth);
    const fault = await faultIn(name, name.endsWith('toml') ? `a = ${brackets}` : brackets);
    expect(fault).toContain(': brackets or indentation nested too deeply');
  });

  it('takes aliases of aliases for what they are before memory is full', async () => {
    const levels = Array.from({ length: 12 }, (_, level) => {
      const inner = level === 0 ? 'x' : `*a${level - 1}`;
      return `a${level}: &a${level} [${Array(9).fill(inner).join(', ')}]`;
    });
    expect(await faultIn('dbcheck.yaml', levels.join('\n'))).toBe(
      'dbcheck.yaml:2:10: not valid YAML: aliases (*name) of aliases that would fill the memory',
    );
  });

  it('survives an alias within itself', async () => {
    expect(await faultIn('dbcheck.yaml', 'env: &all {A: *all}\n')).toContain(
      'dbcheck.yaml:1:12: env.A: unknown key "A"',
    );
  });
});
