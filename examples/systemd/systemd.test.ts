import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { dbcheck, folder } from '../../test/e2e/dbcheck.js';

const UNITS = ['shop.service', 'shop-checked.service'] as const;
const textOf = (unit: string) => readFileSync(join(import.meta.dirname, unit), 'utf8');
const valuesOf = (unit: string, key: string) =>
  [...textOf(unit).matchAll(new RegExp(`^${key}=(.*)$`, 'gm'))].map(([, value = '']) => value);
const canVerify = spawnSync('systemd-analyze', ['--version']).status === 0;

describe.skipIf(!canVerify)('systemd takes the unit as it is meant (needs systemd-analyze)', () => {
  it.each(UNITS)('%s', (unit) => {
    // It looks for the programs, which are not installed here.
    const here = folder({ [unit]: textOf(unit).replaceAll('/usr/local/bin/dbcheck', '/bin/true') });
    const { status, stdout, stderr } = spawnSync(
      'systemd-analyze',
      ['verify', '--man=no', join(here, unit)],
      {
        encoding: 'utf8',
      },
    );
    const own = (stdout + stderr).split('\n').filter((line) => line.includes('shop'));
    expect({ status, own }).toEqual({ status: 0, own: [] });
  });
});

/** The words of dbcheck in a unit, with a harmless command, and without the minute of waiting. */
function words(line: string): string[] {
  const [, ...rest] = line.split(' ');
  const end = rest.indexOf('--');
  const own = (end < 0 ? rest : rest.slice(0, end)).map((word) => (word === '60s' ? '1s' : word));
  return end < 0 ? own : [...own, '--', 'echo', 'started'];
}

describe('the command line of the unit', () => {
  const server = inject('postgres');
  const parts = { DB_CONNECTION: 'pgsql', DB_HOST: '127.0.0.1', DB_PORT: `${server.port}` };

  it('starts the application with a password that is a credential', async () => {
    const credentials = folder();
    writeFileSync(join(credentials, 'db-password'), `${server.password}\n`, { mode: 0o400 });
    const [assignment = ''] = valuesOf('shop.service', 'Environment');
    const [name = '', value = ''] = assignment.replace('%d', credentials).split('=');
    const [line = ''] = valuesOf('shop.service', 'ExecStart');
    const env = { ...parts, DB_USER: server.user, DB_NAME: server.database, [name]: value };
    const { status, stdout, stderr } = await dbcheck(words(line), { cwd: folder(), env });
    expect({ status, stdout }, stderr).toEqual({ status: 0, stdout: 'started\n' });
  });

  it('as ExecStartPre ends with a status that keeps the unit from being started again', async () => {
    const [line = ''] = valuesOf('shop-checked.service', 'ExecStartPre');
    const wrong = new URL(server.url);
    wrong.password = 'wrong';
    const { status, stdout } = await dbcheck(words(line), {
      cwd: folder(),
      env: { DATABASE_URL: String(wrong) },
    });
    expect(stdout).toContain('connect/auth-failed');
    expect(valuesOf('shop-checked.service', 'RestartPreventExitStatus')).toEqual(['1 2']);
    expect(status).toBe(1);
  });
});
