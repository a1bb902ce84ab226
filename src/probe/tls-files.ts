import { readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { readerNamed } from '../target/clients/readers.js';
import { type Trust, trustOf } from '../target/clients/trust.js';
import type { Attempt } from './attempt.js';
import { tlsClient } from './tls-client.js';

export type Role = 'ca' | 'client certificate' | 'client key';

/** What is in a file, or in the setting itself. */
export interface Held {
  readonly bytes: Buffer;
  /** The path as it is shown, or `value`. */
  readonly from: string;
}

/** Whether a setting is the text itself and no path. */
export function isValue(setting: string): boolean {
  return setting.includes('-----BEGIN') || /^\s*LS0tLS1CRUdJTi/.test(setting);
}

/** What a setting names, or is. Its error is that of the file system. */
export async function readSetting(attempt: Attempt, role: Role, setting: string): Promise<Held> {
  if (isValue(setting)) return { bytes: Buffer.from(setting), from: 'value' };
  const bytes = await attempt.within(readFile(pathOf(attempt, setting)), () => new Error('no answer'));
  return { bytes, from: shownPath(attempt, role, setting, '') ?? 'value' };
}

/** The finding's facts for a file that can't be read. */
export function unreadable(attempt: Attempt, role: Role, setting: string, error: unknown) {
  const { code = 'no answer' } = error as NodeJS.ErrnoException;
  return {
    role,
    file: shownPath(attempt, role, setting, code),
    errno: code,
    uid: process.getuid?.() ?? null,
    reason: null,
    mode: null,
    client: tlsClient(attempt),
  };
}

export function pathOf(attempt: Attempt, path: string): string {
  return isAbsolute(path) ? path : resolve(attempt.request.cwd, path);
}

/** Null for what is no path: a key, or a URL with its password, which `resolve` would only disguise. */
function shownPath(attempt: Attempt, role: Role, setting: string, code: string): string | null {
  const isKey =
    role === 'client key' && (code === 'ENAMETOOLONG' || (code === 'ENOENT' && !isAbsolute(setting)));
  const isSecret = setting.includes('://') || attempt.request.scrub(setting) !== setting;
  return isKey || isSecret ? null : pathOf(attempt, setting);
}

/** Where libpq and its like look for what no setting names. */
export function dotPostgresql(attempt: Attempt, name: string): string {
  return join(attempt.request.environment['HOME'] || homeOfUser(), '.postgresql', name);
}

function homeOfUser(): string {
  try {
    return homedir();
  } catch {
    return '/'; // as Docker has it for a user that is only a number
  }
}

export function trustIn({ target }: Attempt): Trust {
  return trustOf(readerNamed(target.grammar), target.dialect ?? '', target.driver);
}

export async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** Whether there is no such file, as opposed to one that can't be read. */
export function isMissing(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' || code === 'ENOTDIR';
}
