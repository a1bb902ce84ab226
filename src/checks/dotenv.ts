import { observe } from '../findings/observe.js';
import type { Check, Observation, Outcome } from '../report.js';
import type { DotenvFile } from '../variables/dotenv-files.js';
import type { Context } from './context.js';

/** The `.env` policy of this environment holds. */
export const dotenvCheck: Check<Context> = {
  id: 'dotenv',
  title: '.env files',
  async run(context): Promise<Outcome> {
    const { policy, files } = context.settings.dotenv;
    if (policy === 'forbidden') {
      const observations = context.dotenv.map((file) => forbidden(context, file));
      return { observations, passed: ['no .env file in the working directory'] };
    }
    const observations = context.dotenv.flatMap((file) => loaded(context, file));
    if (policy === 'required' && context.dotenv.length === 0) {
      const source = context.settings.positionOf(['dotenv', 'policy']);
      observations.push(
        observe('dotenv/missing', files.join(', '), { files, folder: context.cwd }, { source }),
      );
    }
    const found = context.dotenv.map(({ file }) => file);
    return {
      observations,
      passed: found.length
        ? [`loaded ${found.join(', ')}`]
        : policy === 'required'
          ? []
          : ['no .env file, and none is required'],
    };
  },
};

function forbidden(context: Context, { file, values, problem }: DotenvFile): Observation {
  // A line of a secret that was wrapped looks like a name too; real ones have letters of one case.
  const names = Object.keys(values)
    .filter((name) => /^([A-Z_][A-Z0-9_]*|[a-z_][a-z0-9_]*)$/.test(name))
    .sort();
  const set = (name: string) => context.variables.get(name).origin?.kind === 'environment';
  const facts = {
    environment: context.environment.name,
    overrides: names.filter((name) => set(name) && context.variables.get(name).value !== values[name]),
    adds: names.filter((name) => !set(name)),
    problem,
  };
  return observe('dotenv/in-production', file, facts, { source: at(file, null) });
}

function loaded(context: Context, { file, mode, problem, values, lines, faults }: DotenvFile): Observation[] {
  if (problem)
    return [
      observe(
        'dotenv/unreadable',
        file,
        { problem, uid: String(process.getuid?.() ?? 'USER') },
        { source: at(file, null) },
      ),
    ];
  const observations: Observation[] = [];
  for (const [name, value] of Object.entries(values)) {
    const variable = context.variables.get(name);
    if (variable.origin?.kind !== 'environment' || variable.value === value) continue;
    const facts = { variable: name, winner: 'the environment' };
    observations.push(
      observe('dotenv/overrides', file, facts, { source: at(file, lines.get(name) ?? null) }),
    );
  }
  if (context.environment.production && mode !== null && mode & 0o004) {
    const facts = { mode: mode.toString(8).padStart(4, '0') };
    observations.push(observe('dotenv/readable-by-others', file, facts, { source: at(file, null) }));
  }
  for (const reason of new Set(faults.map((fault) => fault.reason))) {
    const line = faults.find((fault) => fault.reason === reason)?.line ?? null;
    observations.push(observe('dotenv/syntax', file, { reason }, { source: at(file, line) }));
  }
  return observations;
}

function at(file: string, line: number | null) {
  return { file, line, column: line === null ? null : 1 };
}
