import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { canMount, canSwitchUser } from '../checks/check-process.js';
import { codes, folder, report } from './dbcheck.js';
import { filesystem } from './situations/filesystem.js';
import { healthy } from './situations/filesystem-healthy.js';
import { type OnDisk, roomOf } from './situations/on-disk.js';

const COLLECTED = readFileSync(join(import.meta.dirname, '../fixtures/failures.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as { id: string; area: string })
  .filter(({ area, id }) => area === 'filesystem' || id === 'hf-ephemeral');

function reportOf(situation: OnDisk) {
  const { path = './data', options = 'writable: true', database, env = {} } = situation;
  const configuration = database
    ? `databases: { main: { file: ${database} } }`
    : `databases: {}\npaths: [{ path: ${JSON.stringify(path)}, ${options} }]`;
  const cwd = folder({ 'dbcheck.yaml': configuration });
  chmodSync(cwd, 0o755);
  const only = database ? 'dialect,connect,paths' : 'paths';
  return report(['--only', only], { cwd, env, before: roomOf(situation) });
}

const titleOf = ({ id, variant }: Pick<OnDisk, 'id' | 'variant'>) => (variant ? `${id}, ${variant}` : id);

describe.skipIf(!canMount || !canSwitchUser)('a situation on disk (needs root, mounts and setpriv)', () => {
  for (const situation of filesystem) {
    const { code, says = /^/, warns } = situation;
    it(`${titleOf(situation)} is ${code}`, async () => {
      const found = await reportOf(situation);
      const findings = found.checks.flatMap((check) => check.findings);
      const words = findings.flatMap(({ message, why, fix }) => [message, ...why, ...fix]).join('\n');
      expect.soft(codes(found, 'error'), words).toEqual(warns ? [] : [code]);
      if (warns) expect.soft(codes(found, 'warning')).toContain(code);
      expect.soft(findings.find((each) => each.code === code)?.transient).toBe(false);
      expect.soft(found.status).toBe(warns ? 0 : 1);
      expect(words).toMatch(says);
    });
  }

  for (const situation of healthy) {
    it(`${titleOf(situation)} is no fault`, async () => {
      const found = await reportOf({ ...situation, code: null });
      expect.soft(found.checks.flatMap(({ findings }) => findings)).toEqual([]);
      expect(found.status).toBe(0);
    });
  }
});

it('every collected situation of file systems is among these', () => {
  const made = new Set(filesystem.map(({ id }) => id));
  const lacking = COLLECTED.filter(({ id }) => !made.has(id));
  expect(lacking).toEqual([]);
});
