import { fstatSync } from 'node:fs';

/** isatty(3). What answers that loads all of Node's sockets, so only what can be a terminal is asked. */
export async function isTerminal(descriptor: 1 | 2): Promise<boolean> {
  try {
    if (!fstatSync(descriptor).isCharacterDevice()) return false;
  } catch {
    return false; // closed
  }
  return (await import('node:tty')).isatty(descriptor);
}
