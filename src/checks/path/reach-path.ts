import type { Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { errnoOf } from '../../files/errno.js';
import { makeFolder, type PathState, pathState } from '../../files/path-state.js';
import { observe } from '../../findings/observe.js';
import type { Observation } from '../../report.js';
import { whatItIs } from './place.js';
import type { PathQuestion } from './question.js';
import { refusal } from './refusal.js';

export type Reached =
  /** `made` is the first folder that was made. */
  | { readonly is: 'there'; readonly stats: Stats; readonly made: string | null }
  /** A file that is not there yet, in a folder that is. */
  | { readonly is: 'not-yet'; readonly folder: Stats; readonly made: string | null }
  | { readonly is: 'wrong'; readonly observation: Observation };

/** Gets to the path, and makes its folder where that is asked for. */
export async function reachPath(question: PathQuestion): Promise<Reached> {
  const { path, kind, create, writable } = question;
  const state = await pathState(path);
  if (state.is === 'there') return { is: 'there', stats: state.stats, made: null };
  if (state.is !== 'missing') return { is: 'wrong', observation: await inTheWay(question, state) };
  const folder = kind === 'file' ? dirname(path) : path;
  const lacksFileOnly = kind === 'file' && state.missing === path && !question.configured.unfilled;
  if (lacksFileOnly && (writable || create)) return { is: 'not-yet', folder: await stat(folder), made: null };
  // A folder named `~` or `$HOME` is what nobody meant.
  if (!create || question.configured.unfilled)
    return { is: 'wrong', observation: await missing(question, state, null) };
  try {
    const made = await makeFolder(folder);
    const stats = await stat(folder);
    return kind === 'file' ? { is: 'not-yet', folder: stats, made } : { is: 'there', stats, made };
  } catch (error) {
    return { is: 'wrong', observation: await notMade(question, state, errnoOf(error) ?? String(error)) };
  }
}

type Missing = Pick<Extract<PathState, { is: 'missing' }>, 'missing' | 'parent'>;

async function missing(question: PathQuestion, state: Missing, errno: string | null): Promise<Observation> {
  const { subject, source, configured, create } = question;
  const seen = { at: state.parent, stats: await stat(state.parent).catch(() => null), errno };
  const facts = {
    ...question.facts(seen),
    missing: configured.shown(state.missing),
    parent: configured.shown(state.parent),
    create,
    reason: errno === 'ENAMETOOLONG' ? 'too-long' : (configured.unfilled ?? 'missing'),
  } as const;
  return observe('path/missing', subject, facts, { source });
}

async function notMade(question: PathQuestion, state: Missing, errno: string): Promise<Observation> {
  if (/^(ENOENT|EEXIST|EINVAL|ENAMETOOLONG)$/.test(errno)) return missing(question, state, errno);
  const stats = await stat(state.parent).catch(() => null);
  return refusal(question, 'mkdir', { at: state.parent, stats, errno }, 'not-made');
}

async function inTheWay(
  question: PathQuestion,
  state: Exclude<PathState, { is: 'there' } | { is: 'missing' }>,
): Promise<Observation> {
  const { path, subject, source, configured } = question;
  switch (state.is) {
    case 'dangling': {
      const seen = { at: state.link, stats: null, errno: state.errno };
      const facts = {
        ...question.facts(seen),
        link: configured.shown(state.link),
        target: configured.shown(state.target),
      };
      return observe('path/dangling-symlink', subject, facts, { source });
    }
    case 'blocked': {
      const stats = await stat(state.by).catch(() => null);
      const facts = question.facts({ at: state.by, stats, errno: 'ENOTDIR' });
      const found = stats ? whatItIs(stats) : 'something else';
      return observe('path/not-a-directory', subject, { ...facts, found }, { source });
    }
    case 'forbidden': {
      const stats = await stat(state.by).catch(() => null);
      return refusal(question, 'stat', { at: state.by, stats, errno: state.errno }, 'no-way');
    }
    case 'failed':
      if (state.errno === 'ENAMETOOLONG')
        return missing(question, { missing: path, parent: '/' }, state.errno);
      return refusal(question, 'stat', { at: path, stats: null, errno: state.errno }, 'no-way');
  }
}
