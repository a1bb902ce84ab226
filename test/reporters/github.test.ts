import { expect, it } from 'vitest';
import type { Report } from '../../src/report.js';
import { github } from '../../src/reporters/github.js';
import { finding, healthy, hostile, reports, strict, thousand } from './reports.js';

const options = { verbosity: 'normal', width: null } as const;
const asCommands = (report: Report) => github(report, options);

it.each(Object.entries(reports))('gives each finding a workflow command: %s', async (name, report) => {
  await expect(asCommands(report)).toMatchFileSnapshot(`snapshots/github/${name}.txt`);
});

it('has one line for each finding, and the verdict, whatever text from outside says', () => {
  const lines = asCommands(hostile).trimEnd().split('\n');
  expect(lines.map((line) => line.slice(0, 9))).toEqual(['::error f', '::warning', '::notice ', 'dbcheck: ']);
  expect(lines.filter((line) => line.includes('##['))).toEqual([]);
});

it('escapes what would end a property or the data', () => {
  const [command] = asCommands({
    ...healthy,
    checks: [
      {
        ...(healthy.checks[0] ?? expect.fail()),
        findings: [
          finding({
            code: 'env/missing',
            check: 'env',
            subject: 'x',
            message: '100%, a:b',
            why: ['%0A'],
            source: { file: 'a,b:c%.env', line: 3, column: 7 },
          }),
        ],
      },
    ],
  }).split('\n');
  expect(command).toBe(
    '::error file=a%2Cb%3Ac%25.env,line=3,col=7,title=dbcheck env/missing::100%25, a:b%0AWhy: %250A',
  );
});

it('shows the warnings as errors where --strict made them fail the run', () => {
  expect(asCommands(strict)).toMatch(/^::error /);
});

it('tells a thousand findings at once', () => {
  expect(asCommands(thousand).match(/^::error /gm)).toHaveLength(1000);
});
