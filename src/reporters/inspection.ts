import type { Finding, InspectedDatabase, InspectedVariable, Inspection } from '../report.js';
import { jsonText } from './json-text.js';
import { labelled } from './labelled.js';
import { loadPaint, type Paint, plainPaint } from './paint.js';
import { toldOnce } from './told-once.js';
import { visible } from './visible.js';

/** An inspection as text that ends in a newline. */
export type Inspector = (inspection: Inspection) => string;

export async function loadInspector(
  format: 'pretty' | 'json',
  { color }: { color: boolean },
): Promise<Inspector> {
  if (format === 'json') return (inspection) => jsonText({ ...inspection } as never);
  return pretty(color ? await loadPaint() : plainPaint);
}

function pretty(paint: Paint): Inspector {
  return (inspection) => {
    const { environment, variables, databases } = toldOnce(inspection);
    const width = Math.max(0, ...variables.map(({ name }) => name.length));
    const lines = [
      `environment ${visible(`${environment.name}: ${environment.because}`)}`,
      '',
      paint.strong('Variables'),
      ...(variables.length ? [] : ['  none is declared or used']),
      ...variables.flatMap((variable) => [
        variableLine(variable, width, paint),
        ...findingLines(variable.findings, paint),
      ]),
      '',
      paint.strong('Databases'),
      ...(databases.length ? [] : ['  none']),
      ...databases.flatMap((database) => [
        ...databaseLines(database, paint),
        ...findingLines(database.findings, paint),
      ]),
    ];
    return `${lines.join('\n')}\n`;
  };
}

function variableLine(
  { name, source, shadowed, secret, value }: InspectedVariable,
  width: number,
  paint: Paint,
): string {
  const shown = source === null ? 'not set' : secret ? '(secret)' : visible(JSON.stringify(value ?? ''));
  const from = source === null ? '' : paint.dim(`  from ${visible(source)}`);
  const over = shadowed.length ? paint.dim(`, over ${visible(shadowed.join(', '))}`) : '';
  return `  ${name.padEnd(width)}  ${shown}${from}${over}`;
}

function databaseLines(database: InspectedDatabase, paint: Paint): string[] {
  const { name, target, driver, grammar, passwordSet, tlsMode, tlsEffective, provider, sources, findings } =
    database;
  const origins = bySource(sources).map(
    ([source, fields]) => `    ${paint.dim(visible(`${fields.join(', ')}: ${source}`))}`,
  );
  if (target === null) {
    const read = grammar === 'any' ? [] : [`    ${paint.dim(`read as ${grammar}`)}`];
    return [`  ${visible(name)}: ${paint.dim('not known')}`, ...read, ...origins];
  }
  const isWritten = findings.some(({ facts }) => facts['reason'] === 'tls-mode');
  const facts = [
    driver && `driver ${driver}`,
    `read as ${grammar === 'any' ? 'any client would' : grammar}`,
    passwordSet ? 'with a password' : 'without a password',
    provider && `${provider.name}, ${provider.endpoint}`,
    tlsEffective &&
      `TLS ${tlsEffective}${tlsMode === null ? ` (${isWritten ? 'what is written is none of its words' : 'nothing written'})` : ''}`,
  ].filter(Boolean);
  return [
    `  ${visible(name)}: ${visible(target)}`,
    `    ${paint.dim(visible(facts.join(', ')))}`,
    ...origins,
  ];
}

/** The fields of a target by where they came from; most come from one place. */
function bySource(sources: InspectedDatabase['sources']): [string, string[]][] {
  const fields = new Map<string, string[]>();
  for (const [field, source] of Object.entries(sources))
    fields.set(source, [...(fields.get(source) ?? []), field]);
  return [...fields];
}

function findingLines(findings: readonly Finding[], paint: Paint): string[] {
  return findings.flatMap(({ severity, message, why, fix, code }) => [
    ...labelled(severity, [message], null, severity === 'error' ? paint.bad : paint.warning, paint.strong),
    ...labelled('why', why, null, paint.dim),
    ...labelled('fix', fix, null, paint.good),
    ...labelled('code', [code], null, paint.dim, paint.dim),
  ]);
}
