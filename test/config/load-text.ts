import { type Loaded, loadConfig } from '../../src/config/load.js';
import { UsageError } from '../../src/usage-error.js';
import { folder } from './folder.js';

export const CODES = ['path/ephemeral', 'stray/not-ignored', 'env/missing'];

export function load(cwd: string, explicit: string | null = null): Promise<Loaded> {
  return loadConfig({ cwd, explicit, knownCodes: async () => CODES });
}

/** Loads a configuration of one file. */
export function loadText(name: string, text: string | Buffer): Promise<Loaded> {
  return load(folder({ [name]: text }));
}

/** The fault of a configuration as the command line shows it: `file:line:column: message`. */
export async function faultIn(name: string, text: string | Buffer): Promise<string> {
  return faultOf(() => loadText(name, text));
}

export async function faultOf(act: () => unknown): Promise<string> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const place = [error.file, error.line, error.column].filter((part) => part !== null).join(':');
    return place ? `${place}: ${error.message}` : error.message;
  }
  return 'no fault';
}
