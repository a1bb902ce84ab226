import { parseSize } from '../../config/size.js';
import { inTime, NoAnswer } from '../../files/in-time.js';
import { mountOf } from '../../files/mounts.js';
import { observe } from '../../findings/observe.js';
import { now } from '../../now.js';
import type { Observation, Outcome, Skip } from '../../report.js';
import { configuredPath } from '../configured-path.js';
import type { Context } from '../context.js';
import { NOTHING } from '../paths.js';
import { databaseStorage } from './database-storage.js';
import { examine, type PathAnswer } from './examine.js';
import { type Machine, machineOf } from './machine.js';
import { type PathQuestion, pathQuestion } from './question.js';

/** Looks at the paths that are declared, and at what the files of SQLite lie on. */
export async function askPaths(context: Context): Promise<Outcome> {
  const deadline = now() + context.settings.timeoutMs;
  const machine = await machineOf(context);
  const { questions, skips, observations } = questionsOf(context, machine);
  const [answers, ofDatabases] = await Promise.all([
    askAll(questions, machine, deadline),
    databaseStorage(context, machine, questions, deadline),
  ]);
  const found = [...observations, ...answers.flatMap((answer) => answer.observations), ...ofDatabases];
  return {
    observations: found,
    skips: [...skips, ...answers.flatMap((answer) => answer.skips)],
    passed: answers.flatMap((answer) => answer.passed),
    notes: answers.flatMap(({ made }) => (made === undefined ? [] : [`made ${made}`])),
    ...(context.settings.paths.length === 0 && found.length === 0 ? { nothing: NOTHING } : {}),
  };
}

interface Questions {
  readonly questions: PathQuestion[];
  readonly skips: Skip[];
  readonly observations: Observation[];
}

function questionsOf(context: Context, machine: Machine): Questions {
  const found: Questions = { questions: [], skips: [], observations: [] };
  for (const [index, config] of context.settings.paths.entries()) {
    const configured = configuredPath(context, config.path, ['paths', index, 'path']);
    const wanted =
      config.minFree === undefined
        ? null
        : configuredPath(context, config.minFree, ['paths', index, 'minFree']);
    const missing = [...configured.missing, ...(wanted?.missing ?? [])].map(({ variable }) => variable);
    const bytes = wanted && wanted.missing.length === 0 ? parseSize(wanted.value) : null;
    if (missing.length > 0) {
      found.skips.push({
        subject: 'paths',
        reason: `needs ${[...new Set(missing)].join(', ')}`,
        because: 'need',
      });
    } else if (wanted && bytes === null) {
      const reason = `needs a size such as 500MB in minFree of ${config.path}`;
      found.skips.push({ subject: 'paths', reason, because: 'need' });
    } else {
      const minFree = wanted && bytes !== null ? { text: wanted.value, bytes } : null;
      const question = pathQuestion(configured, config, minFree, machine, context.settings.timeoutMs);
      if (configured.absolute === '') found.observations.push(nowhere(question));
      else found.questions.push(question);
    }
  }
  return found;
}

/**
 * Asks the paths of one mount one after the other and the mounts side by side: storage that hangs then holds
 * one thread of the pool and no more, and look-ups of names still get theirs.
 */
async function askAll(
  questions: readonly PathQuestion[],
  { mounts }: Machine,
  deadline: number,
): Promise<PathAnswer[]> {
  const answers: Promise<PathAnswer>[] = [];
  const lastOf = new Map<string, Promise<unknown>>();
  for (const question of questions) {
    const mount = (mounts && mountOf(question.path, mounts)?.id) ?? '';
    const before = lastOf.get(mount) ?? Promise.resolve();
    const answer = before.then(() => answerInTime(question, deadline));
    lastOf.set(mount, answer);
    answers.push(answer);
  }
  return Promise.all(answers);
}

async function answerInTime(question: PathQuestion, deadline: number): Promise<PathAnswer> {
  const asked = now() < deadline;
  try {
    return await inTime(() => examine(question), deadline);
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    const { path, subject, source, timeoutMs } = question;
    const facts = { ...question.facts({ at: path, stats: null, errno: null }), timeoutMs, asked };
    return { observations: [observe('path/no-answer', subject, facts, { source })], skips: [], passed: [] };
  }
}

function nowhere(question: PathQuestion): Observation {
  const seen = { at: '', stats: null, errno: null };
  const facts = {
    ...question.facts(seen),
    missing: '',
    parent: '',
    create: question.create,
    reason: 'empty',
  } as const;
  return observe('path/missing', question.subject, facts, { source: question.source });
}
