import type { VariableSpec } from '../../config/config.js';
import { observe } from '../../findings/observe.js';
import type { Observation } from '../../report.js';
import type { Database } from '../../target/target.js';
import { encodedText } from '../../variables/encoded-text.js';
import { namesDatabaseUrl } from '../../variables/secret-names.js';
import { publicPiece, type ValueFault, valueFault } from '../../variables/value-faults.js';
import { typeFault } from '../../variables/value-types.js';
import { sourceOf, type Variable } from '../../variables/variables.js';
import { weakness } from '../../variables/well-known-secrets.js';
import type { Context } from '../context.js';

/** What is wrong with the value that a variable has: with the raw value, else with its type, else with what it gives away. */
export async function valueObservations(
  variable: Variable,
  spec: VariableSpec,
  origin: string,
  context: Context,
): Promise<Observation[]> {
  const { databases, variables } = context;
  const { name, value = '', secret } = variable;
  const more = { source: sourceOf(variable) };
  const isUrl = namesDatabaseUrl(name) || spec.type === 'database-url' || spec.type === 'url';
  const isPort = spec.type === 'port' || spec.type === 'integer' || name.toUpperCase().endsWith('PORT');
  const fault = (spec.values ?? []).some((each) => String(each) === value)
    ? null
    : valueFault(value, { wholeOnly: !isUrl && !secret, isPort });
  // libpq's keywords may have blanks around them.
  const isMeant = isUrl && fault?.code === 'env/whitespace' && (await isClean(value));
  if (fault && !isMeant) {
    variables.secrets.addPublic(publicPiece(value, fault));
    const facts = {
      ...fault.facts,
      origin,
      ...mended(name, databases),
      ...surroundings(fault, name, context),
    };
    return [{ ...more, code: fault.code, subject: name, facts }];
  }
  const wrong = typeFault(value, { ...spec, secret });
  if (wrong) {
    const got =
      wrong.got ??
      (secret ? `${[...value].length} characters (not shown)` : shown(variables.secrets.scrub(value)));
    return [observe('env/invalid', name, { expected: wrong.expected, got, origin, secret }, more)];
  }
  if (!secret || isUrl) return [];
  // Of a database's password, the check of the targets says so.
  const isTold = databases.some(({ observations }) =>
    observations.some(({ code, subject }) => code === 'url/default-credentials' && subject === name),
  );
  const reason = isTold ? null : weakness(value);
  if (reason) return [observe('env/weak-secret', name, { reason, origin }, more)];
  const text = /PASS(WORD|WD)?$/i.test(name) && spec.type === undefined ? encodedText(value) : null;
  if (text === null) return [];
  variables.secrets.add(text.decoded);
  const facts = { expected: 'the password itself', got: text.words, origin, secret, encoded: true };
  return [observe('env/invalid', name, facts, { ...more, severity: 'warning' })];
}

async function isClean(value: string): Promise<boolean> {
  const { lookAtRaw } = await import('../../target/raw/hygiene.js');
  return lookAtRaw(value) === null;
}

/** What tells who made a fault: the platform, and what else it has set. */
function surroundings(
  { code }: ValueFault,
  name: string,
  { variables }: Context,
): { kubernetes?: boolean; service?: string | null } {
  const isSet = (each: string) => Boolean(variables.get(each).value);
  if (code === 'env/service-link') {
    const service = name.replace(/_?PORT$/i, '');
    const isLink = isSet(`${service}_SERVICE_HOST`) || isSet(`${name}_5432_TCP`) || isSet(`${name}_3306_TCP`);
    return { service: isLink ? service.toLowerCase().replaceAll('_', '-') : null };
  }
  return code === 'env/whitespace' || code === 'env/unexpanded'
    ? { kubernetes: isSet('KUBERNETES_SERVICE_HOST') }
    : {};
}

/** What the value reads as without what is wrong with it, where it is a database's and that is plain. */
function mended(name: string, databases: readonly Database[]): { reads?: string } {
  const reads = databases
    .flatMap(({ observations }) => observations)
    .filter(({ subject }) => subject === name)
    .map(({ facts }) => facts['reads'])
    .find((each) => typeof each === 'string');
  return typeof reads === 'string' ? { reads } : {};
}

/** A value that is no secret, cut to what a line can hold. */
function shown(value: string): string {
  return value.length > 60 ? `"${value.slice(0, 60)}…" (${value.length} characters)` : `"${value}"`;
}
