import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/report.js';
import { loadReporter, type ReporterOptions } from '../../src/reporters/index.js';
import { failing, healthy, hostile, nothingToSay, reports, strict, thousand, warned } from './reports.js';

const normal: ReporterOptions = { verbosity: 'normal', width: 80 };

async function pretty(
  report: Report,
  options: Partial<ReporterOptions> = {},
  color = false,
): Promise<string> {
  const reporter = await loadReporter('pretty', { color });
  return reporter(report, { ...normal, ...options });
}

const snapshot = (name: string) => `snapshots/pretty/${name}.txt`;

describe('the report for people', () => {
  it.each(Object.entries(reports))('reads well on 80 columns: %s', async (name, report) => {
    await expect(await pretty(report)).toMatchFileSnapshot(snapshot(name));
  });

  it.each([
    ['verbose', 'healthy', healthy, { verbosity: 'verbose' }],
    ['verbose', 'failing', failing, { verbosity: 'verbose' }],
    ['quiet', 'failing', failing, { verbosity: 'quiet' }],
    ['quiet', 'strict', strict, { verbosity: 'quiet' }],
    ['unwrapped', 'failing', failing, { width: null }],
    ['narrow', 'failing', failing, { width: 30 }],
  ] as const)('has a form that is %s: %s', async (form, name, report, options) => {
    await expect(await pretty(report, options)).toMatchFileSnapshot(snapshot(`${name}.${form}`));
  });

  it('is coloured where that is wanted', async () => {
    await expect(await pretty(failing, {}, true)).toMatchFileSnapshot(snapshot('failing.colour'));
  });

  it('says the same with and without colour', async () => {
    const coloured = await pretty(failing, {}, true);
    expect(coloured.replace(/\x1b\[\d+m/g, '')).toBe(await pretty(failing));
  });

  it.each([healthy, warned, nothingToSay])('says nothing with --quiet when all is well', async (report) => {
    expect(await pretty(report, { verbosity: 'quiet' })).toBe('');
  });

  it('shows every fix on one line, whole, however narrow the terminal', async () => {
    const text = await pretty(failing, { width: 20 });
    const fixes = failing.checks.flatMap(({ findings }) => findings.flatMap(({ fix }) => fix));
    for (const fix of fixes) expect(text.split('\n').some((line) => line.endsWith(fix))).toBe(true);
  });

  it('wraps what is no command', async () => {
    const tooLong = (await pretty(failing)).split('\n').filter((line) => line.length > 80);
    const fixes = failing.checks.flatMap(({ findings }) => findings.flatMap(({ fix }) => fix));
    expect(tooLong.every((line) => fixes.some((fix) => line.endsWith(fix)))).toBe(true);
  });

  it('has no line that text from outside began', async () => {
    const own =
      /^(dbcheck 0\.1\.0 {2}|(pass|warn|FAIL|skip) {2}| +(tried|layers|error|warning|info|why|fix|code|skipped|ok|facts) {2}| {11}|1 error|More: |$)/;
    const lines = (await pretty(hostile, { width: null, verbosity: 'verbose' })).split('\n');
    expect(lines.filter((line) => !own.test(line))).toEqual([]);
    const wrapped = (await pretty(hostile, { verbosity: 'verbose' })).split('\n');
    expect(wrapped.filter((line) => /^\s*::|##\[/.test(line))).toEqual([]);
  });

  it('tells a thousand findings at once', async () => {
    const text = await pretty(thousand);
    expect(text.match(/^ {4}error {2}VARIABLE_\d+ is not set/gm)).toHaveLength(1000);
    expect(text).toContain('1000 errors. Exit status 1. More: dbcheck explain env/missing\n');
  });
});
