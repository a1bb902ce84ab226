import type { Finding, Inspection } from '../report.js';

/** What a finding about a variable says, as a reason of `url/not-a-url` about the database that is read from it. */
const SAME: Readonly<Record<string, readonly string[]>> = {
  'env/quoted': ['quoted', 'quote', 'quoted-part'],
  'env/whitespace': ['whitespace', 'newline', 'line-break', 'newline-in-part', 'invisible'],
  'env/placeholder': ['placeholder', 'masked', 'example'],
  'env/unexpanded': ['unexpanded'],
  'env/literal-undefined': ['nothing-word', 'nothing-in-part'],
};

/**
 * An inspection for people, with each fault once: what is told of a variable and again of the database stays with
 * the database, where the mended reading stands too, and takes over what the other one quotes. JSON has both.
 */
export function toldOnce({ variables, databases, ...rest }: Inspection): Inspection {
  const all = databases.flatMap(({ findings }) => findings);
  return {
    ...rest,
    variables: variables.map((each) => ({
      ...each,
      findings: each.findings.filter((finding) => !all.some((other) => isSame(finding, other))),
    })),
    databases: databases.map((each) => ({
      ...each,
      findings: each.findings.map((finding) => {
        const other = variables.flatMap(({ findings }) => findings).find((mine) => isSame(mine, finding));
        const quoted = other?.facts['expression'] ?? other?.facts['placeholder'];
        return typeof quoted === 'string'
          ? { ...finding, why: [`It is ${quoted}`, ...finding.why] }
          : finding;
      }),
    })),
  };
}

function isSame(ofVariable: Finding, ofDatabase: Finding): boolean {
  const reasons = SAME[ofVariable.code] ?? [];
  return (
    ofDatabase.code === 'url/not-a-url' &&
    ofDatabase.subject === ofVariable.subject &&
    ofDatabase.severity === ofVariable.severity &&
    reasons.includes(String(ofDatabase.facts['reason']))
  );
}
