import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { expect, it } from 'vitest';
import { catalogue } from '../../src/findings/catalogue.js';
import type { Report } from '../../src/report.js';
import { sarif } from '../../src/reporters/sarif.js';
import { crashed, failing, finding, healthy, hostile, reports, thousand, transient } from './reports.js';

const require = createRequire(import.meta.url);
const options = { verbosity: 'normal', width: null } as const;
const asLog = (report: Report) => JSON.parse(sarif(report, options));

/** The published schema; Microsoft's jest-sarif has a copy in its package. */
const schemaFile = require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');

async function faults(log: unknown): Promise<unknown> {
  // The schema's pattern for `language` is no regular expression in Unicode mode.
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats(ajv);
  const validate = ajv.compile(JSON.parse(await readFile(schemaFile, 'utf8')));
  return validate(log) ? [] : validate.errors;
}

it.each([
  ['failing', failing],
  ['hostile', hostile],
])('gives each finding a result: %s', async (name, report) => {
  const log = asLog(report);
  log.runs[0].tool.driver.rules = 'as in the catalogue';
  await expect(`${JSON.stringify(log, null, 2)}\n`).toMatchFileSnapshot(`snapshots/sarif/${name}.txt`);
});

it('gives each code that was found a rule with its page', () => {
  expect(asLog(crashed).runs[0].tool.driver.rules).toEqual([
    {
      id: 'check/crashed',
      shortDescription: { text: 'dbcheck itself failed' },
      fullDescription: { text: expect.stringMatching(/^A check ended in a way .* exit status is 70\.$/) },
      help: { text: catalogue['check/crashed'].page },
      defaultConfiguration: { level: 'error' },
      properties: { transient: false },
    },
  ]);
});

it.each(Object.entries({ ...reports, thousand }))(
  'holds against the schema of SARIF 2.1.0: %s',
  async (_, report) => {
    expect(await faults(asLog(report))).toEqual([]);
  },
);

it('is held against it by a test that can fail', async () => {
  const log = asLog(failing);
  log.runs[0].results[0].level = 'fatal';
  log.runs[0].invocations[0].startTimeUtc = 'yesterday';
  expect(await faults(log)).toHaveLength(2);
});

it.each([
  ['dbcheck.yaml', 'dbcheck.yaml'],
  ['config/a b,ü.yaml', 'config/a%20b%2C%C3%BC.yaml'],
  ['100%.env', '100%25.env'],
  ['c:x', 'c%3Ax'],
  ['/etc/app/.env', 'file:///etc/app/.env'],
])('writes the file %s as the URI %s', (file, uri) => {
  const [check] = healthy.checks;
  const found = finding({
    code: 'env/missing',
    check: 'env',
    subject: 'x',
    source: { file, line: null, column: null },
  });
  const log = asLog({ ...healthy, checks: [{ ...(check ?? expect.fail()), findings: [found] }] });
  expect(log.runs[0].results[0].locations).toEqual([{ physicalLocation: { artifactLocation: { uri } } }]);
});

it('knows the same finding again in the next run', () => {
  const fingerprints = (report: Report) =>
    asLog(report).runs[0].results.map(
      (result: { partialFingerprints: unknown }) => result.partialFingerprints,
    );
  expect(fingerprints({ ...failing, startedAt: '2027-01-01T00:00:00.000Z' })).toEqual(fingerprints(failing));
  expect(new Set(fingerprints(thousand).map((each: object) => JSON.stringify(each))).size).toBe(1000);
});

it.each([
  ['did its work although something was found', failing, true],
  ['did its work although the server was not there', transient, true],
  ['did not do its work when it crashed', crashed, false],
])('says that dbcheck %s', (_, report, successful) => {
  expect(asLog(report).runs[0].invocations[0]).toMatchObject({
    executionSuccessful: successful,
    exitCode: report.exitCode,
  });
});

it('makes no link out of text from outside', () => {
  for (const { message } of asLog(hostile).runs[0].results) expect(message.text).not.toMatch(/[^\\]\]\(/);
});
