import type { LineFault, SyntaxReason } from '../../variables/dotenv/line-faults.js';
import type { Grammar, LoaderInUse } from '../../variables/dotenv/loaders.js';

/** The grammars that do not read it as it is meant, and whether it is told where no loader is known. */
interface Told {
  readonly misread: readonly Grammar[];
  readonly unknown: boolean;
}

const ALL: readonly Grammar[] = [
  'npm-dotenv',
  'dotenv-expand',
  'node',
  'python-dotenv',
  'docker',
  'compose',
  'phpdotenv',
  'ruby-dotenv',
  'other',
];
const except = (...grammars: Grammar[]) => ALL.filter((each) => !grammars.includes(each));
const always: Told = { misread: ALL, unknown: true };
const wherever = (...misread: Grammar[]): Told => ({ misread, unknown: true });
const onlyFor = (...misread: Grammar[]): Told => ({ misread, unknown: false });

const TOLD: Readonly<Record<SyntaxReason, Told>> = {
  'byte-order-mark': always,
  'carriage-return': always,
  'not-utf-8': always,
  'no-assignment': always,
  'unquoted-blanks': always,
  'unclosed-quote': always,
  'text-behind-quotes': always,
  duplicate: always,
  'blanks-around-equals': wherever('docker'),
  colon: wherever(...except('npm-dotenv', 'dotenv-expand', 'compose', 'ruby-dotenv')),
  backticks: wherever(...except('npm-dotenv', 'dotenv-expand', 'node')),
  'escaped-quote': wherever('npm-dotenv', 'dotenv-expand', 'node', 'docker'),
  // Which of both is meant can't be told from the file.
  escapes: wherever(),
  'comment-as-value': wherever('python-dotenv', 'docker'),
  quotes: onlyFor('docker'),
  export: onlyFor('docker'),
  'inline-comment': onlyFor('docker'),
  'multi-line': onlyFor('docker'),
  expression: onlyFor('npm-dotenv', 'node', 'docker'),
  dollar: onlyFor('dotenv-expand', 'compose', 'ruby-dotenv'),
};

/** Those that cut an unquoted value at a # without a blank before it. */
const CUTTING: readonly Grammar[] = ['npm-dotenv', 'dotenv-expand', 'node', 'phpdotenv', 'ruby-dotenv'];

/** The faults that matter to the loaders of the project, or to any where none is known: one of each reason. */
export function toldFaults(
  faults: readonly LineFault[],
  loaders: readonly LoaderInUse[],
): { fault: LineFault; others: number }[] {
  const byReason = new Map<SyntaxReason, LineFault[]>();
  for (const fault of faults) {
    const { misread, unknown } = TOLD[fault.reason];
    const told = loaders.length > 0 ? loaders.some(({ grammar }) => misread.includes(grammar)) : unknown;
    if (!told) continue;
    const same = byReason.get(fault.reason);
    if (same) same.push(fault);
    else byReason.set(fault.reason, [fault]);
  }
  return [...byReason.values()].flatMap(([fault, ...others]) =>
    fault ? [{ fault, others: others.length }] : [],
  );
}

/** The loader of the project that cuts a value at #: null where none is known, and any may; false where none does. */
export function cuttingLoader(loaders: readonly LoaderInUse[]): LoaderInUse | null | false {
  if (loaders.length === 0) return null;
  return loaders.find(({ grammar }) => CUTTING.includes(grammar)) ?? false;
}
