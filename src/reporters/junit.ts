import type { CheckReport, Finding, Report } from '../report.js';
import { place } from './place.js';
import type { Reporter } from './reporter.js';
import { findingsOf, warningsFail } from './verdict.js';
import { visible } from './visible.js';

/** How a finding ends its test case: `error` is a fault of dbcheck's own, as JUnit has it. */
type Result = 'failure' | 'error' | 'passed';

/** JUnit's XML as Jenkins, GitLab and others read it: a suite for each check, a case for each finding. */
export const junit: Reporter = (report) => {
  const strict = warningsFail(report);
  const results = findingsOf(report).map((finding) => resultOf(finding, strict));
  const totals = {
    tests: report.checks.reduce((sum, check) => sum + caseCount(check), 0),
    failures: results.filter((result) => result === 'failure').length,
    errors: results.filter((result) => result === 'error').length,
  };
  return lines([
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: 'dbcheck', ...totals, time: seconds(report.durationMs) })}>`,
    ...report.checks.flatMap((check, index) => suite(report, check, index, strict)),
    '</testsuites>',
  ]);
};

function suite(report: Report, check: CheckReport, index: number, strict: boolean): string[] {
  const results = check.findings.map((finding) => resultOf(finding, strict));
  const described = attributes({
    name: check.id,
    tests: caseCount(check),
    failures: results.filter((result) => result === 'failure').length,
    errors: results.filter((result) => result === 'error').length,
    skipped: isPartlySkipped(check) ? 1 : 0,
    time: seconds(check.durationMs),
    timestamp: report.startedAt.replace(/\.\d+Z$|Z$/, ''),
    id: index,
    package: 'dbcheck',
  });
  return [
    `  <testsuite${described}>`,
    '    <properties>',
    property('dbcheck', report.version),
    property('environment', report.environment.name),
    property('environment.because', report.environment.because),
    '    </properties>',
    ...check.findings.flatMap((finding) => findingCase(finding, strict)),
    ...(check.findings.length === 0 || isPartlySkipped(check) ? [checkCase(check)] : []),
    '  </testsuite>',
  ];
}

function caseCount(check: CheckReport): number {
  return check.findings.length + (check.findings.length === 0 || isPartlySkipped(check) ? 1 : 0);
}

function isPartlySkipped(check: CheckReport): boolean {
  return check.status === 'skipped' || (check.reason !== undefined && check.findings.length > 0);
}

/** The case of a check without findings, or of the part of it that was skipped. */
function checkCase(check: CheckReport): string {
  const named = attributes({
    classname: `dbcheck.${check.id}`,
    name: check.title,
    time: seconds(check.durationMs),
  });
  if (!isPartlySkipped(check)) return `    <testcase${named}/>`;
  return `    <testcase${named}><skipped>${xml(check.reason ?? 'skipped')}</skipped></testcase>`;
}

function findingCase(finding: Finding, strict: boolean): string[] {
  const { check, code, subject, message } = finding;
  const result = resultOf(finding, strict);
  const element = result === 'passed' ? 'system-out' : result;
  const described = result === 'passed' ? '' : attributes({ type: code, message });
  return [
    `    <testcase${attributes({ classname: `dbcheck.${check}`, name: `${subject}: ${code}` })}>`,
    `      <${element}${described}>${detail(finding)}</${element}>`,
    '    </testcase>',
  ];
}

function resultOf({ severity, code }: Finding, strict: boolean): Result {
  if (code === 'check/crashed') return 'error';
  return severity === 'error' || (severity === 'warning' && strict) ? 'failure' : 'passed';
}

function detail({ severity, message, why, fix, source }: Finding): string {
  const at = place(source);
  return [
    `${severity}: ${message}`,
    ...why.map((line) => `why: ${line}`),
    ...fix.map((line) => `fix: ${line}`),
    ...(at === null ? [] : [`at: ${at}`]),
  ]
    .map(xml)
    .join('\n');
}

function property(name: string, value: string): string {
  return `      <property${attributes({ name, value })}/>`;
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${xml(String(value))}"`)
    .join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** `visible` leaves no character that XML 1.0 forbids. */
function xml(text: string): string {
  return visible(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}

function lines(all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}
