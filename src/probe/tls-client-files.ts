import { stat } from 'node:fs/promises';
import type { Attempt } from './attempt.js';
import { mend } from './certificates-in.js';
import { isOptional } from './tls-authorities.js';
import {
  dotPostgresql,
  exists,
  isMissing,
  isValue,
  pathOf,
  type Role,
  readSetting,
  trustIn,
  unreadable,
} from './tls-files.js';

/** The client's own certificate, and its key. */
export interface ClientFiles {
  readonly cert: string | undefined;
  readonly key: string | undefined;
}

const NO_FILES: ClientFiles = { cert: undefined, key: undefined };

/** What the settings name, or what the client looks for by itself. */
export async function readClientFiles(attempt: Attempt): Promise<ClientFiles> {
  const { cert, key } = attempt.target.tls;
  const { libpq, rootCrt } = trustIn(attempt);
  if (cert === null && !rootCrt) {
    return {
      cert: undefined,
      key: key === null ? undefined : await readPem(attempt, 'client key', key.reveal()),
    };
  }
  const certificate = await readOptional(attempt, cert, libpq === true);
  if (certificate === null) return NO_FILES;
  const keyFile = key?.reveal() ?? (libpq || cert === null ? dotPostgresql(attempt, 'postgresql.key') : null);
  if (keyFile === null) return { cert: certificate, key: undefined };
  if (cert === null && !libpq && !(await exists(keyFile))) return NO_FILES;
  await checkPermissions(attempt, keyFile);
  return { cert: certificate, key: await readPem(attempt, 'client key', keyFile) };
}

/** Null where the client goes on without: libpq does so even where a file is named. */
async function readOptional(
  attempt: Attempt,
  cert: string | null,
  isPassedOver: boolean,
): Promise<string | null> {
  try {
    const { bytes } = await readSetting(
      attempt,
      'client certificate',
      cert ?? dotPostgresql(attempt, 'postgresql.crt'),
    );
    return mend(bytes.toString('utf8')).text;
  } catch (error) {
    // libpq stops at one that it can't look at, and then goes on in clear text where the mode lets it.
    const mayGoOn = isMissing(error) || !isPassedOver || isOptional(attempt.target.tls.effective);
    if (cert === null && mayGoOn) return null;
    const path = cert ?? dotPostgresql(attempt, 'postgresql.crt');
    const facts = unreadable(attempt, 'client certificate', path, error);
    if (!isPassedOver || !isMissing(error)) throw attempt.failed('tls/ca-unreadable', facts);
    attempt.tell('tls/ca-unreadable', { ...facts, reason: 'passed-over' }, { severity: 'warning' });
    return null;
  }
}

async function readPem(attempt: Attempt, role: Role, setting: string): Promise<string> {
  try {
    const { bytes } = await readSetting(attempt, role, setting);
    return mend(bytes.toString('utf8')).text;
  } catch (error) {
    throw attempt.failed('tls/ca-unreadable', unreadable(attempt, role, setting, error));
  }
}

const GROUP_OR_OTHERS = 0o077;
/** Of a key that belongs to root, the group may read. */
const BUT_READING_BY_GROUP = 0o037;

/** libpq takes no key that others could have read, as a mounted secret mostly is. */
async function checkPermissions(attempt: Attempt, setting: string): Promise<void> {
  const { libpq, roots } = trustIn(attempt);
  const isUnknown = roots === 'any' && attempt.target.dialect === 'postgres';
  if (isValue(setting) || (!libpq && !isUnknown)) return;
  const path = pathOf(attempt, setting);
  const file = await stat(path).catch(() => null);
  if (!file?.isFile()) return;
  const forbidden = file.uid === 0 ? BUT_READING_BY_GROUP : GROUP_OR_OTHERS;
  if ((file.mode & forbidden) === 0) return;
  const facts = {
    ...unreadable(attempt, 'client key', path, { code: 'permissions' }),
    reason: 'permissions',
    mode: (file.mode & 0o7777).toString(8).padStart(4, '0'),
  };
  if (libpq) throw attempt.failed('tls/ca-unreadable', facts);
  attempt.tell('tls/ca-unreadable', facts, { severity: 'warning' });
}
