import type { Socket } from 'node:net';
import type { TlsMode } from '../config/config.js';
import type { Observation } from '../report.js';
import { parameterOf } from '../target/target.js';
import type { Attempt } from './attempt.js';
import { type Conversation, leave, onceMore, step } from './conversation.js';
import type { Endpoint } from './endpoint.js';
import { Failed } from './failed.js';
import { openSocket } from './open-socket.js';
import type { Way } from './postgres-negotiation.js';
import { logInToPostgres, type PostgresSession } from './postgres-session.js';
import type { Reached, Tls } from './probe.js';
import { Refused } from './refusal.js';
import { serverFaults } from './server-faults.js';
import { NO_VERIFICATION, readTlsMaterial, type TlsMaterial } from './tls-material.js';
import { knowingWho } from './who-answers.js';

/** What libpq tries for each mode, in its order. */
const WAYS: Readonly<Record<TlsMode, readonly Way[]>> = {
  disable: ['plain'],
  allow: ['plain', 'tls'],
  prefer: ['offered', 'plain'],
  require: ['tls'],
  'verify-ca': ['tls'],
  'verify-full': ['tls'],
};

/** What another way can cure: the server's rules, or its TLS. */
const DEPENDS_ON_WAY = new Set([
  'tls/required',
  'tls/protocol-version',
  'tls/client-cert-required',
  'tls/untrusted',
  'tls/hostname',
  'tls/expired',
  'tls/not-yet-valid',
  'connect/host-not-allowed',
  'connect/closed',
]);

export async function reachPostgres(attempt: Attempt, endpoint: Endpoint): Promise<Reached> {
  const mode = attempt.target.tls.effective;
  const ways: readonly Way[] = endpoint.kind === 'socket' ? ['plain'] : WAYS[mode];
  const material = await readTlsMaterial(attempt, mode, endpoint);
  const opened = await openSocket(attempt, endpoint);
  const talk = {
    attempt,
    endpoint,
    opened,
    family: {
      name: 'PostgreSQL',
      answers: async () => (await import('./postgres-errors.js')).POSTGRES_ANSWERS,
    },
  } as const;

  let first: Failed | null = null;
  for (const way of ways) {
    try {
      return await reachBy(talk, first ? await onceMore(talk) : opened.socket, way, material);
    } catch (error) {
      if (!(error instanceof Failed)) throw error;
      if (error.code === 'connect/database-missing') throw await withDatabases(talk, way, material, error);
      if (first) throw moreTelling(first, error);
      if (!DEPENDS_ON_WAY.has(error.code)) throw error;
      first = error;
    }
  }
  if (first?.code === 'tls/required') throw await overTls(talk, first);
  throw first ?? new Error('no way to connect');
}

interface LoggedIn {
  readonly session: PostgresSession;
  readonly socket: Socket;
  readonly tls: Tls | null;
}

async function logIn(
  talk: Conversation,
  raw: Socket,
  way: Way,
  material: TlsMaterial,
  database: string,
): Promise<LoggedIn> {
  const { attempt } = talk;
  const { target } = attempt;
  const { socket, tls } =
    way === 'plain'
      ? { socket: raw, tls: null }
      : await (await import('./postgres-negotiation.js')).negotiate(talk, raw, way, material);
  const encrypted = tls !== null;
  const user = target.user ?? '';
  attempt.enter('login', `${user} to ${database}`);
  const login = logInToPostgres(socket, {
    user,
    password: target.password?.reveal() ?? null,
    database,
    options: parameterOf(target, 'options'),
    applicationName: parameterOf(target, 'application_name'),
    confidential: encrypted || talk.endpoint.kind === 'socket',
  });
  const session = await step(
    talk,
    socket,
    'login',
    encrypted,
    encrypted ? login : knowingWho(talk, raw, login),
  );
  return { session, socket, tls };
}

async function reachBy(talk: Conversation, raw: Socket, way: Way, material: TlsMaterial): Promise<Reached> {
  const { attempt } = talk;
  const { user, database } = attempt.target;
  const { session, socket, tls } = await logIn(talk, raw, way, material, database ?? user ?? '');
  attempt.enter('state', `PostgreSQL ${numberOf(session)}`);
  const observations = await step(talk, socket, 'query', tls !== null, askState(talk, session, tls));
  const latencyMs = attempt.elapsedMs();
  const { afterwards } = attempt.request;
  if (afterwards) await step(talk, socket, 'query', tls !== null, afterwards(session.query));
  await leave(talk, socket, session.end);
  return { server: `PostgreSQL ${numberOf(session)}`, latencyMs, tls, observations };
}

/** After "no encryption": TLS does not help. It is told twice where TLS was asked for first, and is not offered. */
const NO_OTHER_WAY = new Set(['tls/required', 'tls/unsupported', 'connect/host-not-allowed']);

/** Where both ways are shut: what has to change. PostgreSQL also says "no encryption" where no way is open. */
function moreTelling(first: Failed, second: Failed): Failed {
  if (first.code !== 'tls/required') return DEPENDS_ON_WAY.has(second.code) ? first : second;
  if (!NO_OTHER_WAY.has(second.code)) return second;
  const isAccess = /pg_hba\.conf/.test(String(first.facts['answer']));
  return isAccess ? first.as('connect/host-not-allowed', { reason: 'no-entry' }) : first;
}

/** A plain login was refused for want of encryption: is that so, and is the rest of the login right? */
async function overTls(talk: Conversation, plain: Failed): Promise<Failed> {
  try {
    await reachBy(talk, await onceMore(talk), 'tls', NO_VERIFICATION);
    return plain.as('tls/required', { overTls: 'works' });
  } catch (error) {
    if (!(error instanceof Failed)) throw error;
    const telling = moreTelling(plain, error);
    return telling === error ? plain.as('tls/required', { overTls: error.code }) : telling;
  }
}

/** Where an administrator's tools connect to; most servers have it, and let everybody in. */
const MAINTENANCE = 'postgres';
const DATABASES = `SELECT datname FROM pg_database
  WHERE datallowconn AND NOT datistemplate AND has_database_privilege(datname, 'CONNECT')
  ORDER BY datname LIMIT 50`;

/** The database is not there: which are, for this login? A pooler has a list of its own. */
async function withDatabases(
  talk: Conversation,
  way: Way,
  material: TlsMaterial,
  missing: Failed,
): Promise<Failed> {
  const wanted = talk.attempt.target.database ?? talk.attempt.target.user;
  if (missing.facts['sqlstate'] !== '3D000' || wanted === MAINTENANCE) return missing;
  try {
    const { session, socket, tls } = await logIn(talk, await onceMore(talk), way, material, MAINTENANCE);
    talk.attempt.enter('state', 'pg_database');
    const list = session.query(`BEGIN READ ONLY; ${DATABASES}; COMMIT`);
    const rows = await step(talk, socket, 'query', tls !== null, list);
    await leave(talk, socket, session.end);
    const { withNames } = await import('./existing-databases.js');
    return withNames(talk.attempt, missing, rows, 'datname');
  } catch (error) {
    if (!(error instanceof Failed)) throw error;
    return missing;
  }
}

const ALIVE = 'SELECT 1 AS alive';
const STATE = `SELECT 1 AS alive, pg_is_in_recovery() AS recovery,
  current_setting('default_transaction_read_only') AS read_only,
  (SELECT source FROM pg_settings WHERE name = 'default_transaction_read_only') AS read_only_from`;

/** Reads only, in a transaction of its own, so that a pooler keeps nothing of it. */
async function askState(
  { attempt, endpoint: { place } }: Conversation,
  session: PostgresSession,
  tls: Tls | null,
): Promise<Observation[]> {
  const [row] = await session.query(`BEGIN READ ONLY; ${attempt.request.writable ? STATE : ALIVE}; COMMIT`);
  if (row?.['alive'] !== 1) throw new Refused({ kind: 'foreign', bytes: Buffer.alloc(0) });
  const readOnly =
    row['recovery'] === true
      ? { setting: 'pg_is_in_recovery()', value: 'true', from: null }
      : row['read_only'] === 'on'
        ? { setting: 'default_transaction_read_only', value: 'on', from: sourceIn(row['read_only_from']) }
        : null;
  return serverFaults(attempt, { place, server: 'PostgreSQL', version: numberOf(session), readOnly, tls });
}

/** pg_settings' word, and nothing that a server could make up. */
function sourceIn(source: unknown): string | null {
  return typeof source === 'string' && /^[a-z ]{1,30}$/.test(source) ? source : null;
}

/** `15.18` of `15.18 (Debian 15.18-0+deb12u1)`. */
function numberOf({ version }: PostgresSession): string {
  return version.split(' ', 1)[0] ?? version;
}
