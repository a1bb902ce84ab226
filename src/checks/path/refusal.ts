import { beyondMode } from '../../files/beyond-mode.js';
import { isStorageFailure } from '../../files/errno.js';
import { spaceAt } from '../../files/write-probe.js';
import { observe } from '../../findings/observe.js';
import type { Step } from '../../findings/path-facts.js';
import type { Observation } from '../../report.js';
import type { Seen } from './place.js';
import type { PathQuestion } from './question.js';

/** What this user wanted of the path: the `reason` of `path/not-writable`. */
export type Wanted = 'no-way' | 'not-made' | 'folder' | 'journal' | 'file' | 'no-file' | 'stays';

/** Says why the system refused. `seen.at` is the folder or file that it refused for. */
export async function refusal(
  question: PathQuestion,
  step: Step,
  seen: Seen & { readonly errno: string },
  reason: Wanted,
): Promise<Observation> {
  const { subject, source, timeoutMs } = question;
  const facts = { ...question.facts(seen), step };
  const more = { source };
  if (isStorageFailure(seen.errno)) {
    return observe('path/no-answer', subject, { ...facts, timeoutMs, asked: true }, more);
  }
  switch (seen.errno) {
    case 'EROFS':
      return observe('path/read-only-filesystem', subject, facts, more);
    case 'EDQUOT':
      return observe('path/disk-full', subject, { ...facts, free: null, quota: true }, more);
    case 'ENOSPC': {
      const space = await spaceAt(seen.at).catch(() => null);
      const free = space?.free ?? null;
      if (space?.freeInodes === 0 && (space.free > 0 || step === 'create')) {
        return observe('path/no-inodes', subject, { ...facts, free }, more);
      }
      return observe('path/disk-full', subject, { ...facts, free, quota: false }, more);
    }
    default:
      return observe(
        'path/not-writable',
        subject,
        { ...facts, reason, ...(await beyondMode(seen.at)) },
        more,
      );
  }
}
