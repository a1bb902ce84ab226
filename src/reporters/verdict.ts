import type { CheckReport, Finding, Report, Severity } from '../report.js';

export function findingsOf(report: Report): readonly Finding[] {
  return report.checks.flatMap((check) => check.findings);
}

export function count(findings: readonly Finding[], severity: Severity): number {
  return findings.filter((finding) => finding.severity === severity).length;
}

export function plural(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** Whether the run failed because of its warnings alone, which only `--strict` brings about. */
export function warningsFail(report: Report): boolean {
  const findings = findingsOf(report);
  return report.exitCode === 1 && count(findings, 'error') === 0 && count(findings, 'warning') > 0;
}

/** The run in one line: `3 errors, 1 warning. Exit status 1.` */
export function verdict(report: Report): string {
  return `${happened(report)}. Exit status ${report.exitCode}.`;
}

function happened(report: Report): string {
  const findings = findingsOf(report);
  const warnings = count(findings, 'warning');
  const counted = countedFindings(findings) ?? 'no errors';
  switch (report.exitCode) {
    case 2:
      return capital(report.checks.every(isSkipped) ? 'no check ran' : counted);
    case 3:
      return `${capital(counted)}; only transient failures are left`;
    case 70:
      return `${capital(counted)}; dbcheck itself failed`;
    case 1:
      if (warningsFail(report)) {
        return `No errors, ${plural(warnings, 'warning')}, which --strict counts as ${warnings === 1 ? 'a failure' : 'failures'}`;
      }
      return findings.length > 0 ? capital(counted) : 'A check was skipped because what it needs failed';
    default:
      return warnings > 0 ? `No errors, ${plural(warnings, 'warning')}` : allPassed(report.checks);
  }
}

/** `3 errors, 1 warning`; null where there is neither. */
export function countedFindings(findings: readonly Finding[]): string | null {
  const parts = (['error', 'warning'] as const)
    .map((severity) => [count(findings, severity), severity] as const)
    .filter(([number]) => number > 0)
    .map(([number, severity]) => plural(number, severity));
  return parts.length > 0 ? parts.join(', ') : null;
}

function allPassed(checks: readonly CheckReport[]): string {
  const skipped = checks.filter(isSkipped).length;
  if (skipped > 0) return `${plural(checks.length - skipped, 'check')} passed, ${skipped} skipped`;
  return checks.length === 1 ? 'The check passed' : `All ${checks.length} checks passed`;
}

function isSkipped(check: CheckReport): boolean {
  return check.status === 'skipped';
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
