import { writeSync } from 'node:fs';
import { afterAll, describe, expect, inject, test } from 'vitest';
import type { Finding } from '../../../src/report.js';
import { TIMED } from '../../timed.js';
import { codes, folder, report } from '../dbcheck.js';
import { commandIn, noNamespace } from './namespace.js';
import { exitStatusOf, type Situation, titleOf, type World } from './situation.js';
import { COLLECTED, expectedOf, LEFT_OUT, type Outcome, SITUATIONS, tableOf } from './table.js';
import { TOP_20 } from './top20.js';
import { at, stopServers } from './worlds.js';

const noNamespaceHere = noNamespace();
const outcomes = new Map<Situation, Outcome>();
/** How soon a verdict comes that waiting can't change: on a machine that is busy, by what a login that works takes. */
const SOON_MS = 500;
const TIMES_A_LOGIN = 5;
/** Long enough to tell that it was not waited out. */
const WAIT = '10s';

afterAll(async () => {
  await stopServers();
  writeSync(1, `\n${tableOf((situation) => outcomes.get(situation) ?? ['not run', ''])}\n`);
});

describe('a situation that was seen', () => {
  for (const situation of SITUATIONS) {
    test(titleOf(situation), TIMED, async ({ skip, onTestFailed }) => {
      const expected = expectedOf(situation);
      outcomes.set(situation, ['covered', expected]);
      onTestFailed(() => void outcomes.set(situation, ['failed', expected]));
      const world = await situation.world();
      if (world.within && noNamespaceHere) {
        outcomes.set(situation, ['skipped', noNamespaceHere]);
        skip(noNamespaceHere);
      }
      const permanent = situation.code !== null && !situation.transient;
      const found = await reportIn(world, permanent ? ['--wait', WAIT] : []);
      const findings = found.checks.flatMap((check) => check.findings);
      const finding = findings.find(({ code }) => code === situation.code);
      expect
        .soft({ codes: codes(found), transient: finding?.transient, status: found.status }, textOf(findings))
        .toEqual({
          codes: situation.code === null ? [] : [situation.code],
          transient: situation.code === null ? undefined : (situation.transient ?? false),
          status: exitStatusOf(situation),
        });
      expect.soft(finding ? textOf([finding]) : '').toMatch(situation.says);
      if (permanent && found.status === 1) expect(connectMs(found)).toBeLessThan(await soonMs(found));
    });
  }
});

test('every situation of connections that was collected is among these, or left out for a reason', () => {
  const collected = COLLECTED.map(({ id }) => id);
  const made = new Set(SITUATIONS.map(({ id }) => id).filter((id) => !id.startsWith('top-')));
  const left = Object.keys(LEFT_OUT);
  expect([...made, ...left].toSorted()).toEqual(collected.toSorted());
});

test('each of the twenty most frequent failures has a situation, or a reason', () => {
  const made = new Set(SITUATIONS.map(({ id }) => id));
  for (const row of Array.from({ length: 20 }, (_, index) => index + 1)) {
    const by = TOP_20[row] ?? [];
    expect(by, `row ${row}`).not.toHaveLength(0);
    if (typeof by !== 'string') expect([...made]).toEqual(expect.arrayContaining([...by]));
  }
});

type Found = Awaited<ReturnType<typeof report>>;

function reportIn(
  { env, files = {}, args = [], within, unprivileged = false }: World,
  more: readonly string[],
) {
  const before = within ? commandIn(within) : [];
  return report([...args, ...more], { cwd: folder(files), env, before, unprivileged });
}

function textOf(findings: readonly Finding[]): string {
  return findings.flatMap(({ message, why, fix }) => [message, ...why, ...fix]).join('\n');
}

const connectMs = ({ checks }: Found) => checks.find(({ id }) => id === 'connect')?.durationMs ?? 0;

async function soonMs(found: Found): Promise<number> {
  if (connectMs(found) < SOON_MS) return SOON_MS;
  const healthy = await reportIn(at(inject('postgres').url), []);
  return Math.max(SOON_MS, TIMES_A_LOGIN * connectMs(healthy));
}
