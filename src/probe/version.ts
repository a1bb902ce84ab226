/**
 * Whether a server's version meets a constraint: comparisons that all must hold, as in `>=10.6 <12`. A bare
 * number is a prefix: `14` takes 14.2. What can't be understood is not met.
 */
export function satisfies(version: string, constraint: string): boolean {
  const actual = numbers(version);
  const parts = partsOf(constraint);
  return parts.length > 0 && parts.every((part) => holds(actual, part));
}

/** On which side of the constraint a version lies that does not meet it; null where that can't be told. */
export function versionOrder(version: string, constraint: string): 'older' | 'newer' | null {
  const actual = numbers(version);
  const broken = partsOf(constraint).find((part) => !holds(actual, part));
  const [, operator = '', wanted = ''] = /^([<>=]*)(\d+(?:\.\d+)*)$/.exec(broken ?? '') ?? [];
  if (!wanted) return null;
  if (operator.startsWith('<')) return 'newer';
  return operator.startsWith('>') || compare(actual, numbers(wanted)) < 0 ? 'older' : 'newer';
}

function partsOf(constraint: string): string[] {
  return constraint
    .replace(/([<>=])\s+/g, '$1')
    .split(/[\s,]+/)
    .filter(Boolean);
}

function holds(actual: readonly number[], part: string): boolean {
  const [, operator = '', wanted = ''] = /^(>=|<=|>|<|=|)\s*(\d+(?:\.\d+)*)$/.exec(part) ?? [];
  if (!wanted) return false;
  const expected = numbers(wanted);
  const order = compare(actual, expected);
  switch (operator) {
    case '>=':
      return order >= 0;
    case '>':
      return order > 0;
    case '<=':
      return order <= 0;
    case '<':
      return order < 0;
    default:
      return expected.every((number, index) => actual[index] === number);
  }
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function numbers(version: string): number[] {
  return (/\d+(\.\d+)*/.exec(version)?.[0] ?? '').split('.').map(Number);
}
