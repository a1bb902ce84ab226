import type { Finding, Report, Severity } from '../report.js';
import { place } from './place.js';
import type { Reporter } from './reporter.js';
import { findingsOf, verdict, warningsFail } from './verdict.js';
import { visible } from './visible.js';

const COMMANDS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

/** Workflow commands, one for each finding, which GitHub shows at the line of the file; the verdict last. */
export const github: Reporter = (report) => {
  const strict = warningsFail(report);
  const commands = findingsOf(report).map((finding) => command(finding, strict));
  return `${[...commands, closing(report)].join('\n')}\n`;
};

function command(finding: Finding, strict: boolean): string {
  const name = COMMANDS[strict && finding.severity === 'warning' ? 'error' : finding.severity];
  const properties = propertiesOf(finding)
    .map(([key, value]) => `${key}=${escapeProperty(visible(String(value)))}`)
    .join(',');
  return `::${name} ${properties}::${escapeData(messageOf(finding))}`;
}

function propertiesOf({ source, code }: Finding): [string, string | number][] {
  const properties: [string, string | number][] = [];
  if (source && 'file' in source) {
    properties.push(['file', source.file]);
    if (source.line !== null) properties.push(['line', source.line]);
    if (source.line !== null && source.column !== null) properties.push(['col', source.column]);
  }
  return [...properties, ['title', `dbcheck ${code}`]];
}

function messageOf({ message, why, fix, source }: Finding): string {
  const at = source && 'variable' in source ? [`At: ${place(source)}`] : [];
  const lines = [message, ...why.map((line) => `Why: ${line}`), ...fix.map((line) => `Fix: ${line}`), ...at];
  return lines.map(visible).join('\n');
}

function closing(report: Report): string {
  return `dbcheck: ${verdict(report)}`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
