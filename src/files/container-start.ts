import { readFile } from 'node:fs/promises';

/** Clock ticks a second, as the kernel tells them to processes on every platform that Node runs on. */
const TICKS = 100;
/** After the closing parenthesis of the name: `starttime` of proc(5). */
const START_TIME = 19;

/**
 * When the first process of this container began, in milliseconds since 1970. Null where the system does not
 * tell. On a machine that is no container: when it was started.
 */
export async function containerStart(proc = '/proc'): Promise<number | null> {
  try {
    const [own, system] = await Promise.all([
      readFile(`${proc}/1/stat`, 'latin1'),
      readFile(`${proc}/stat`, 'latin1'),
    ]);
    const ticks = Number(own.slice(own.lastIndexOf(')') + 2).split(' ')[START_TIME]);
    const bootedAt = Number(/^btime (\d+)$/m.exec(system)?.[1]);
    const startedAt = bootedAt * 1000 + (ticks * 1000) / TICKS;
    return Number.isFinite(startedAt) && startedAt > 0 ? startedAt : null;
  } catch {
    // There is no /proc, or it is hidden.
    return null;
  }
}
