import { createHash } from 'node:crypto';
import { catalogue } from '../findings/catalogue.js';
import type { Entry } from '../findings/entry.js';
import type { Finding, Json, Report, Severity, Source } from '../report.js';
import { jsonText } from './json-text.js';
import type { Reporter } from './reporter.js';
import { findingsOf, verdict } from './verdict.js';
import { visible } from './visible.js';

const LEVELS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' };

/** SARIF 2.1.0, for code scanning. */
export const sarif: Reporter = (report) => {
  const findings = findingsOf(report);
  const codes = [...new Set(findings.map(({ code }) => code))];
  return jsonText({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'dbcheck', version: report.version, rules: codes.map(rule) } },
        invocations: [invocation(report)],
        columnKind: 'utf16CodeUnits',
        results: findings.map((finding) => result(finding, codes.indexOf(finding.code))),
      },
    ],
  });
};

/** SARIF asks whether the tool did its work, not whether it found something. */
function invocation(report: Report): Json {
  return {
    executionSuccessful: report.exitCode !== 2 && report.exitCode !== 70,
    exitCode: report.exitCode,
    exitCodeDescription: verdict(report),
    startTimeUtc: report.startedAt,
    endTimeUtc: new Date(Date.parse(report.startedAt) + report.durationMs).toISOString(),
    properties: {
      environment: report.environment.name,
      because: report.environment.because,
    },
  };
}

function rule(code: string): Json {
  const words: Entry | undefined = (catalogue as Readonly<Record<string, Entry>>)[code];
  if (!words) return { id: code };
  return {
    id: code,
    shortDescription: { text: words.title },
    fullDescription: { text: firstParagraph(words.page) },
    help: { text: words.page },
    defaultConfiguration: { level: LEVELS[words.severity] },
    properties: { transient: words.transient },
  };
}

function firstParagraph(page: string): string {
  return (page.trim().split('\n\n')[0] ?? '').replaceAll('\n', ' ');
}

function result(finding: Finding, ruleIndex: number): Json {
  const locations = finding.source ? [location(finding.source)] : [];
  return {
    ruleId: finding.code,
    ruleIndex,
    level: LEVELS[finding.severity],
    message: { text: message(finding) },
    ...(locations.length > 0 ? { locations } : {}),
    partialFingerprints: { 'dbcheck/v1': fingerprint(finding) },
    properties: {
      check: finding.check,
      subject: finding.subject,
      transient: finding.transient,
      facts: finding.facts,
    },
  };
}

/** SARIF reads `[text](address)` in a message as a link, which text from outside must not make. */
function message({ message, why, fix }: Finding): string {
  return [message, ...why.map((line) => `Why: ${line}`), ...fix.map((line) => `Fix: ${line}`)]
    .map((line) => visible(line).replaceAll('](', '\\]('))
    .join('\n');
}

function location(source: Source): Json {
  if ('variable' in source) {
    return { logicalLocations: [{ name: visible(source.variable), kind: 'variable' }] };
  }
  const { file, line, column } = source;
  return {
    physicalLocation: {
      artifactLocation: { uri: uri(file) },
      ...(line === null
        ? {}
        : { region: { startLine: line, ...(column === null ? {} : { startColumn: column }) } }),
    },
  };
}

/** A path as a URI; relative ones stay relative to the working directory. */
function uri(file: string): string {
  const encoded = Buffer.from(file)
    .toString()
    .split('/')
    .map((part) => encodeURIComponent(part))
    .join('/');
  return file.startsWith('/') ? `file://${encoded}` : encoded;
}

/** The same finding about the same thing in two runs is one alert. */
function fingerprint({ code, subject }: Finding): string {
  return createHash('sha256').update(`${code}\0${subject}`).digest('hex');
}
