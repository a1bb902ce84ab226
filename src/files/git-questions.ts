import { errnoOf } from './errno.js';
import type { GitTrouble } from './git-repository.js';
import { inTime, NoAnswer } from './in-time.js';

/** Does something with git's files; what can't be read, or does not answer in time, becomes trouble, and null. */
export type AskGit = <T>(path: string, work: () => Promise<T | GitTrouble>) => Promise<T | null>;

export interface GitQuestions {
  readonly ask: AskGit;
  trouble(): readonly GitTrouble[];
  /** Whether something of git's could not be read in time. */
  late(): boolean;
}

export function gitQuestions(deadline: number): GitQuestions {
  const trouble = new Map<string, GitTrouble>();
  let late = false;
  const ask: AskGit = async <T>(path: string, work: () => Promise<T | GitTrouble>) => {
    const found = await inTime(work, deadline).catch((error: unknown): GitTrouble | null => {
      if (error instanceof NoAnswer) {
        late = true;
        return null;
      }
      const errno = errnoOf(error);
      if (errno === null) throw error;
      return { path, problem: errno };
    });
    if (typeof found !== 'object' || found === null || !('problem' in found)) return found as T;
    trouble.set(found.path, found);
    return null;
  };
  return { ask, trouble: () => [...trouble.values()], late: () => late };
}
