import type { CheckReport, DatabaseReport, Finding, Json, Report, Source } from '../report.js';
import { jsonText } from './json-text.js';
import type { Reporter } from './reporter.js';

/** The report for machines, key by key in the order of the contract's section 7. */
export const json: Reporter = (report) => jsonText(asJson(report));

function asJson(report: Report): Json {
  return {
    schema: report.schema,
    version: report.version,
    ok: report.ok,
    exitCode: report.exitCode,
    environment: { name: report.environment.name, because: report.environment.because },
    startedAt: report.startedAt,
    durationMs: report.durationMs,
    checks: report.checks.map(checkJson),
    databases: report.databases.map(databaseJson),
  };
}

function checkJson(check: CheckReport): Json {
  return {
    id: check.id,
    title: check.title,
    status: check.status,
    ...(check.reason === undefined ? {} : { reason: check.reason }),
    durationMs: check.durationMs,
    ...(check.notes.length > 0 ? { notes: check.notes } : {}),
    findings: check.findings.map(findingJson),
  };
}

function findingJson(finding: Finding): Json {
  return {
    code: finding.code,
    severity: finding.severity,
    transient: finding.transient,
    check: finding.check,
    subject: finding.subject,
    message: finding.message,
    why: finding.why,
    fix: finding.fix,
    facts: finding.facts,
    source: sourceJson(finding.source),
  };
}

function sourceJson(source: Source | null): Json {
  if (!source) return null;
  if ('variable' in source) return { variable: source.variable };
  return { file: source.file, line: source.line, column: source.column };
}

function databaseJson(database: DatabaseReport): Json {
  return {
    name: database.name,
    dialect: database.dialect,
    target: database.target,
    status: database.status,
    server: database.server,
    latencyMs: database.latencyMs,
    tls: database.tls && { version: database.tls.version, verified: database.tls.verified },
    layers: database.layers.map(({ layer, status, ms, seen }) => ({ layer, status, ms, seen })),
  };
}
