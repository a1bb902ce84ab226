import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readLines } from '../../src/variables/dotenv/line-faults.js';
import { readAs } from '../../src/variables/dotenv/read-as.js';
import { DOTENV_CASES } from './dotenv-cases.js';

const room = mkdtempSync(join(tmpdir(), 'dbcheck-readers-'));
afterAll(() => rmSync(room, { recursive: true }));

const env = { OUTSIDE: 'outside', B: 'from outside' };
const files = DOTENV_CASES.map(([, text], index) => {
  const file = join(room, `${index}.env`);
  writeFileSync(file, text);
  return file;
});
const titles = DOTENV_CASES.map(([title]) => title);
const byTitle = (values: readonly unknown[]) =>
  Object.fromEntries(titles.map((title, index) => [title, values[index]]));

describe.each(DOTENV_CASES)('a .env file with %s', (_, text, expected) => {
  const { npm, node = npm, python = npm, told = '' } = expected;

  it('is read as npm dotenv, node --env-file and python-dotenv read it', async () => {
    expect({
      npm: await readAs('npm-dotenv', text, env),
      node: await readAs('node', text, env),
      python: await readAs('python-dotenv', text, { OUTSIDE: 'outside' }),
    }).toEqual({ npm, node, python });
  });

  it('is told by what is read differently', () => {
    const { faults, cuts } = readLines(text);
    const reasons = [...faults.map(({ reason }) => reason), ...(cuts.length ? ['truncated'] : [])];
    expect(reasons.join(' ')).toBe(told);
  });
});

it('sees something in every file that two loaders read differently, but for these', () => {
  const silent = DOTENV_CASES.filter(
    ([, , { node, python, docker, told }]) =>
      [node, python, docker].some((each) => each !== undefined) && !told,
  );
  expect(silent.map(([title]) => title)).toEqual([
    // A variable with an odd name to node, which nobody asks for.
    'only comments',
    'blanks behind',
    'a no-break space behind',
  ]);
});

describe('the real programs', () => {
  it('agree with the table: a shell that sources the file', () => {
    const script =
      'for file; do (at=$file; shift $#; set -a; . "$at" 2>/dev/null; exec env -0); printf "\\1"; done';
    const { stdout } = spawnSync('bash', ['-c', script, 'bash', ...files], {
      env: { OUTSIDE: 'outside' },
      encoding: 'utf8',
    });
    const own = /^(OUTSIDE|PWD|SHLVL|_|OLDPWD|PATH|PYENV_ROOT)=/;
    const read = stdout
      .split('\x01')
      .slice(0, -1)
      .map((all) =>
        Object.fromEntries(
          all
            .split('\0')
            .filter((each) => each && !own.test(each))
            .map((each) => [each.slice(0, each.indexOf('=')), each.slice(each.indexOf('=') + 1)]),
        ),
      );
    const wanted = DOTENV_CASES.map(([, , { npm, shell = npm }], index) => shell ?? read[index]);
    expect(byTitle(read)).toEqual(byTitle(wanted));
  });

  const python = ['python3', '/usr/bin/python3'].find(
    (each) => spawnSync(each, ['-c', 'import dotenv'], { env: { PATH: process.env['PATH'] } }).status === 0,
  );
  it.skipIf(python === undefined)('agree with the table: python-dotenv, where a python3 has it', () => {
    const script =
      'import sys, json, dotenv\n' +
      'print(json.dumps([{k: v for k, v in dotenv.dotenv_values(f).items() if v is not None} for f in sys.argv[1:]]))';
    const read = execFileSync(python ?? '', ['-c', script, ...files], {
      env: { PATH: process.env['PATH'], OUTSIDE: 'outside' },
      stdio: ['ignore', 'pipe', 'ignore'],
      encoding: 'utf8',
    });
    const wanted = DOTENV_CASES.map(([, , { npm, python: own = npm }]) => own);
    expect(byTitle(JSON.parse(read))).toEqual(byTitle(wanted));
  });
});

const hasDocker = spawnSync('docker', ['--version']).status === 0;
describe.skipIf(!hasDocker)(
  'the real docker, where it is installed, before a daemon that only listens',
  () => {
    let daemon: Server;
    let created: string[] | null = null;
    const socket = join(room, 'docker.sock');

    beforeAll(async () => {
      daemon = createServer((request, response) => {
        response.setHeader('Api-Version', '1.43').setHeader('Content-Type', 'application/json');
        if (request.url?.endsWith('/_ping')) return response.end('OK');
        let body = '';
        request.on('data', (chunk) => {
          body += chunk;
        });
        request.on('end', () => {
          if (request.url?.includes('/containers/create')) created = JSON.parse(body).Env ?? [];
          response.writeHead(400).end('{"message":"no"}');
        });
      });
      await new Promise<void>((resolve) => daemon.listen(socket, resolve));
    });
    afterAll(() => daemon.close());

    const create = (envFiles: readonly string[]) =>
      new Promise<string[] | null>((resolve) => {
        created = null;
        const own = { PATH: process.env['PATH'], HOME: room, DOCKER_HOST: `unix://${socket}`, ...env };
        const options = envFiles.flatMap((file) => ['--env-file', file]);
        execFile('docker', ['create', ...options, 'image'], { env: own }, () => resolve(created));
      });

    it('agrees with the table', { timeout: 60_000 }, async () => {
      const wanted = DOTENV_CASES.map(([, , { npm, docker = npm }]) => docker);
      const next = join(room, 'next.env');
      writeFileSync(next, 'NEXT=1\n');
      const taken = files.filter((_, index) => wanted[index] !== 'refused');
      const read: Record<string, string>[] = [];
      for (const each of (await create(taken.flatMap((file) => [next, file]))) ?? []) {
        if (each === 'NEXT=1') read.push({});
        else
          Object.assign(read.at(-1) ?? {}, {
            [each.slice(0, each.indexOf('='))]: each.slice(each.indexOf('=') + 1),
          });
      }
      expect(read).toEqual(wanted.filter((each) => each !== 'refused'));
      for (const file of files.filter((each) => !taken.includes(each)))
        expect(await create([file])).toBeNull();
    });
  },
);

it.each<[string, string]>([
  ['lines', 'NAME=value # and a comment\n'.repeat(5_000)],
  ['different names', Array.from({ length: 5_000 }, (_, index) => `NAME_${index}="value"\n`).join('')],
  ['blank lines', '\n'.repeat(200_000)],
  ['quotes that do not close', `A="x\nB='y\n`.repeat(5_000)],
  ['values of two lines', 'A="x\ny"\n'.repeat(5_000)],
  ['a line of blanks', `A=${' '.repeat(5_000)}x\n`],
])('a large file of %s is read in little time', async (_, text) => {
  const startedAt = performance.now();
  readLines(text);
  for (const grammar of ['npm-dotenv', 'node', 'python-dotenv'] as const) await readAs(grammar, text, {});
  expect(performance.now() - startedAt).toBeLessThan(3000);
});
