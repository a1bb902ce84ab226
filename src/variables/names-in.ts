import { readdirSync } from 'node:fs';

/** The names of what lies in a folder, hidden ones aside; empty where it is not there or may not be listed. */
export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => !name.startsWith('.'));
  } catch {
    // Only a hint is made of it.
    return [];
  }
}
