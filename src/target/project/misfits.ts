import type { Fault } from '../fault.js';
import { lookAtForm } from '../forms/index.js';
import { schemeOf } from '../forms/scheme.js';
import { readValue } from '../read.js';
import { onlyClient } from './detect-client.js';
import type { Project } from './project.js';

/** What tells that the client refuses the URL as such. */
const REFUSES = ['url/wrong-form', 'dialect/client-mismatch'];

/**
 * A URL that the only client of a project does not take: one of another kind of database, or no URL at all for it.
 * Empty where something else in the project may be what reads it.
 */
export function misfits(text: string, project: Project): readonly Fault[] {
  const { form, dialect } = lookAtForm(text);
  if (form !== 'url' || dialect === null || dialect === 'sqlite' || !schemeOf(dialect)?.supported) return [];
  const detected = onlyClient(project, dialect);
  if (!detected) return [];
  const { client, file, name } = detected;
  const { faults } = readValue(text, client);
  const refusal = faults.find(({ severity, code }) => severity === 'error' && REFUSES.includes(code));
  return refusal ? [{ ...refusal, seen: [{ file, name }] }] : [];
}
