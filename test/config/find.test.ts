import { spawnSync } from 'node:child_process';
import { chmodSync, closeSync, ftruncateSync, mkdirSync, openSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readText } from '../../src/config/file-text.js';
import { findConfig } from '../../src/config/find.js';
import { folder } from './folder.js';
import { faultIn, faultOf, load, loadText } from './load-text.js';

const YAML = 'wait: 1s\n';
const ALL = {
  'dbcheck.yaml': YAML,
  'dbcheck.yml': YAML,
  'dbcheck.json': '{"wait": "1s"}',
  'dbcheck.toml': 'wait = "1s"\n',
  'package.json': '{"dbcheck": {"wait": "1s"}}',
  'pyproject.toml': '[tool.dbcheck]\nwait = "1s"\n',
};
const ORDER = Object.keys(ALL);

describe('without --config', () => {
  it.each(ORDER.map((name, index) => [name, ORDER.slice(index)] as const))(
    '%s comes before what follows it, which is told',
    async (name, names) => {
      const cwd = folder(Object.fromEntries(Object.entries(ALL).filter(([each]) => names.includes(each))));
      expect(await load(cwd)).toMatchObject({ file: name, others: names.slice(1), config: { wait: '1s' } });
    },
  );

  it.each([
    ['no file', {}],
    [
      'a package.json that only depends on dbcheck',
      { 'package.json': '{"devDependencies": {"dbcheck": "1"}}' },
    ],
    ['a package.json that cannot be parsed and does not speak of dbcheck', { 'package.json': '{oops' }],
    ['a pyproject.toml of something else', { 'pyproject.toml': '[tool.black]\nline-length = 100\n' }],
    ['a pyproject.toml that cannot be parsed and does not speak of dbcheck', { 'pyproject.toml': 'x = = 1' }],
    ['a configuration in a folder below', { 'config/dbcheck.yaml': YAML }],
  ])('%s is no configuration', async (_, files) => {
    const loaded = await load(folder(files));
    expect(loaded).toMatchObject({ config: {}, file: null, others: [] });
    expect(loaded.positionOf(['wait'])).toBeNull();
  });

  it.each([
    [
      'package.json',
      '{"dbcheck": {"wait": "1s"}',
      'package.json:1:27: not valid JSON: a comma or } is expected here',
    ],
    [
      'pyproject.toml',
      '[tool.dbcheck]\nwait = 1s\n',
      'pyproject.toml:2:9: not valid TOML: a line end is expected here',
    ],
  ])('a %s that speaks of dbcheck and cannot be parsed is a fault', async (name, text, fault) => {
    expect(await faultIn(name, text)).toBe(fault);
  });

  it('keys that are there twice outside of its section are none of its business', async () => {
    expect((await loadText('package.json', '{"a": 1, "a": 2, "dbcheck": {"wait": "1s"}}')).config).toEqual({
      wait: '1s',
    });
    expect(await faultIn('package.json', '{"dbcheck": {"wait": "1s", "wait": "2s"}}')).toContain(
      'the key "wait" is there twice',
    );
  });

  it('a link to nowhere is a fault and not passed over', async () => {
    const cwd = folder({});
    symlinkSync('gone.yaml', join(cwd, 'dbcheck.yaml'));
    expect(await faultOf(() => load(cwd))).toBe('dbcheck.yaml: the file is a link to nowhere');
  });
});

describe('--config', () => {
  it.each([
    ['conf/db.yaml', YAML],
    ['conf/db.YML', YAML],
    ['conf/db.json', '{"wait": "1s"}'],
    ['conf/db.toml', 'wait = "1s"'],
    ['conf/package.json', ALL['package.json']],
    ['conf/pyproject.toml', ALL['pyproject.toml']],
  ])('takes %s by its extension', async (name, text) => {
    const cwd = folder({ [name]: text, 'dbcheck.yaml': 'wait: 9s\n' });
    expect(await load(cwd, name)).toMatchObject({ file: name, others: [], config: { wait: '1s' } });
    expect((await load(cwd, join(cwd, name))).file).toBe(name);
  });

  it('shows a file outside of the working directory by its whole path', async () => {
    const cwd = folder({ 'db.yaml': YAML, 'app/x': '' });
    expect((await findConfig(join(cwd, 'app'), '../db.yaml'))?.file).toBe(join(cwd, 'db.yaml'));
  });

  it.each([
    ['gone.yaml', 'gone.yaml: the file does not exist'],
    [
      'db.ini',
      'db.ini: the name of the file does not tell its format: .yaml, .yml, .json or .toml is expected',
    ],
    ['package.json', 'package.json: the file has no key dbcheck, where the configuration would be'],
    ['pyproject.toml', 'pyproject.toml: the file has no key tool.dbcheck, where the configuration would be'],
    [
      'folder.yaml',
      'folder.yaml: a directory stands where a file is expected (Docker makes one when the file of a mount is missing)',
    ],
    ['/dev/null', '/dev/null: a device, pipe or socket stands where a file is expected'],
    ['', '--config and DBCHECK_CONFIG take the name of a file'],
  ])('%j ends with: %s', async (explicit, fault) => {
    const cwd = folder({ 'db.ini': '', 'package.json': '{}', 'pyproject.toml': '', 'folder.yaml/x': '' });
    expect(await faultOf(() => load(cwd, explicit))).toBe(fault);
  });

  it.each(['postgres://app:hunter2@db/app', 'host=db password=hunter2', 'databases:\n  hunter2'])(
    'does not echo %j, which is no file',
    async (explicit) => {
      const fault = await faultOf(() => load(folder({}), explicit));
      expect(fault).toContain('does not exist');
      expect(fault).not.toContain('hunter2');
    },
  );

  it('takes an existing file with an odd name', async () => {
    expect((await load(folder({ 'a=b@c.yaml': YAML }), 'a=b@c.yaml')).file).toBe('a=b@c.yaml');
  });
});

describe('a file that is no text of a configuration', () => {
  it.each([
    ['empty', '', 'the file is empty: no section of a configuration in it'],
    ['a comment', '# later\n', 'the file is empty: no section of a configuration in it'],
    ['not UTF-8', Buffer.from('wait: \xff', 'latin1'), 'the file is not UTF-8 text'],
    ['UTF-16', Buffer.from('\ufeffwait: 1s', 'utf16le'), 'the file is UTF-16; save it as UTF-8'],
    ['zero bytes', Buffer.alloc(4096), 'the file is not text: it holds zero bytes'],
    ['plain text', 'hello\n', 'the configuration: expected a mapping (key: value), got text'],
    ['a list', '- a\n', 'the configuration: expected a mapping (key: value), got a list'],
  ])('is told: %s', async (_, text, fault) => {
    expect(await faultIn('dbcheck.yaml', text)).toMatch(
      new RegExp(`^dbcheck.yaml(:1:1)?: ${fault.replace(/[()]/g, '\\$&')}$`),
    );
  });

  it('may begin with a byte order mark and end its lines with CRLF', async () => {
    const text = '\ufeffenv:\r\n  A: required\r\nwat: 1s\r\n';
    expect(await faultIn('dbcheck.yaml', text)).toMatch(/^dbcheck\.yaml:3:1: unknown key "wat"/);
    expect((await loadText('dbcheck.json', '\ufeff{"wait": "1s"}\r\n')).config).toEqual({ wait: '1s' });
  });

  it.each([1_048_577, 100_000_000, 10_000_000_000])(
    'of %i bytes is refused by its size before a byte of it is read',
    async (size) => {
      const cwd = folder({});
      const descriptor = openSync(join(cwd, 'dbcheck.yaml'), 'w');
      ftruncateSync(descriptor, size);
      closeSync(descriptor);
      const start = performance.now();
      expect(await faultOf(() => load(cwd))).toBe(
        `dbcheck.yaml: the file holds ${size} bytes; the limit for a configuration file is 1 MiB (1048576 bytes)`,
      );
      expect(performance.now() - start).toBeLessThan(1000);
    },
  );

  it('does not hang on a pipe', async () => {
    const cwd = folder({});
    spawnSync('mkfifo', [join(cwd, 'dbcheck.yaml')]);
    expect(await faultOf(() => load(cwd))).toBe(
      'dbcheck.yaml: a device, pipe or socket stands where a file is expected',
    );
  });

  it('may be a directory', async () => {
    const cwd = folder({});
    mkdirSync(join(cwd, 'dbcheck.yaml'));
    expect(await faultOf(() => load(cwd))).toContain('dbcheck.yaml: a directory stands');
  });

  it('may be closed to this user, who is named', async () => {
    const cwd = folder({ 'dbcheck.yaml': YAML });
    chmodSync(cwd, 0o755);
    chmodSync(join(cwd, 'dbcheck.yaml'), 0o000);
    const fault = await faultOf(() =>
      asSomebodyElse(() => readText(join(cwd, 'dbcheck.yaml'), 'dbcheck.yaml')),
    );
    expect(fault).toMatch(/^dbcheck\.yaml: the file cannot be read \(EACCES, as user id \d+\)$/);
  });
});

/** Root may read everything, so it lays its rights down for a moment. */
function asSomebodyElse<T>(act: () => T): T {
  if (process.geteuid?.() !== 0) return act();
  process.seteuid?.(65_534);
  try {
    return act();
  } finally {
    process.seteuid?.(0);
  }
}
