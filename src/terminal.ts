import { fstatSync } from 'node:fs';
import type { Output } from './option-values.js';

/** isatty(3). What answers that loads all of Node's sockets, so only what can be a terminal is asked. */
export async function isTerminal(descriptor: 1 | 2): Promise<boolean> {
  try {
    if (!fstatSync(descriptor).isCharacterDevice()) return false;
  } catch {
    return false; // closed
  }
  return (await import('node:tty')).isatty(descriptor);
}

export async function wantsColor({ color }: Output, stream: 1 | 2, env: NodeJS.ProcessEnv): Promise<boolean> {
  if (!color || env['NO_COLOR']) return false;
  if (env['FORCE_COLOR'] !== undefined) return !['0', 'false'].includes(env['FORCE_COLOR']);
  return (await isTerminal(stream)) && env['TERM'] !== 'dumb';
}

/** From COLUMNS alone: asking the terminal would mean to open a stream that the command inherits. */
export async function widthOf(stream: 1 | 2, env: NodeJS.ProcessEnv): Promise<number | null> {
  if (!(await isTerminal(stream))) return null;
  const columns = Number(env['COLUMNS']);
  return columns >= 40 ? columns : 100;
}
