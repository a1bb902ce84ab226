import type { Context } from './checks/context.js';
import type { CheckId, Finding, Observation } from './report.js';

const ORDER = ['error', 'warning', 'info'];

/** Gives what a check saw its words, errors first. The catalogue is loaded only when there is something to say. */
export async function renderAll(
  observations: readonly Observation[],
  check: CheckId,
  { settings, databases, variables }: Pick<Context, 'settings' | 'databases' | 'variables'>,
): Promise<Finding[]> {
  if (observations.length === 0) return [];
  const { render } = await import('./findings/render.js');
  const rendering = {
    severity: settings.severity,
    isOptional: (name: string) =>
      databases.some((each) => each.name === name && each.settings.optional === true),
    guard: (text: string) => variables.secrets.guard(text),
  };
  return observations
    .map((each) => render(each, check, rendering))
    .filter((finding) => finding !== null)
    .sort((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
}
