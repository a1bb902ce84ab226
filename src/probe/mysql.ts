import type { Socket } from 'node:net';
import type { TlsMode } from '../config/config.js';
import type { Attempt } from './attempt.js';
import { type Conversation, leave, noAnswer, onceMore, step } from './conversation.js';
import type { Endpoint } from './endpoint.js';
import { Failed } from './failed.js';
import { type Greeting, greetingLength, parseGreeting, SSL_REQUEST } from './mysql-greeting.js';
import { logInToMysql, type MysqlSession } from './mysql-session.js';
import { askReadOnly } from './mysql-state.js';
import { openSocket } from './open-socket.js';
import type { Reached, Tls } from './probe.js';
import { Closed, readUntil } from './read-bytes.js';
import { serverFaults } from './server-faults.js';
import { NO_VERIFICATION, readTlsMaterial, type TlsMaterial } from './tls-material.js';
import { knowingWho } from './who-answers.js';

/** What a connection is to be: `offered` takes TLS where the server has it. */
type Way = 'plain' | 'offered' | 'tls';

const WAYS: Readonly<Record<TlsMode, Way>> = {
  disable: 'plain',
  allow: 'offered',
  prefer: 'offered',
  require: 'tls',
  'verify-ca': 'tls',
  'verify-full': 'tls',
};
const ACCESS_DENIED = 1045;
/** Of a server with a database for each tenant. */
const MOST_NAMES = 50;
const UNKNOWN_DATABASE = new Set(['connect/database-missing', 'connect/database-denied']);

export async function reachMysql(attempt: Attempt, endpoint: Endpoint): Promise<Reached> {
  const mode = attempt.target.tls.effective;
  const way = endpoint.kind === 'socket' ? 'plain' : WAYS[mode];
  const material = await readTlsMaterial(attempt, mode, endpoint);
  const opened = await openSocket(attempt, endpoint);
  const talk = {
    attempt,
    endpoint,
    opened,
    family: {
      name: 'MySQL or MariaDB',
      answers: async () => (await import('./mysql-errors.js')).MYSQL_ANSWERS,
    },
  } as const;
  try {
    return await reachBy(talk, opened.socket, way, material);
  } catch (error) {
    if (!(error instanceof Failed)) throw error;
    if (UNKNOWN_DATABASE.has(error.code)) throw await withDatabases(talk, way, material, error);
    if (way === 'offered' && isHandshake(error))
      return reachBy(talk, await onceMore(talk), 'plain', material);
    const blamesLogin = error.code === 'tls/required' || error.facts['errno'] === ACCESS_DENIED;
    if (endpoint.kind === 'socket' || !blamesLogin || error.facts['encrypted'] !== false) throw error;
    throw await overTls(talk, error);
  }
}

interface LoggedIn {
  readonly session: MysqlSession;
  /** `MariaDB 10.11.19`. */
  readonly server: string;
  readonly encrypted: boolean;
  readonly tls: Tls | null;
}

async function logIn(
  talk: Conversation,
  socket: Socket,
  way: Way,
  material: TlsMaterial,
  database: string | null,
): Promise<LoggedIn> {
  const { attempt, endpoint } = talk;
  const { place } = endpoint;
  const { target } = attempt;
  attempt.enter('first-bytes');
  const greeting = await greeted(talk, socket);
  attempt.note(`${greeting.server}, offers ${greeting.tls ? '' : 'no '}TLS`);
  const [server = ''] = greeting.server.split(' ');
  if (way === 'tls' && !greeting.tls) {
    const { tlsClient } = await import('./tls-client.js');
    throw attempt.failed('tls/unsupported', { place, server, client: tlsClient(attempt) });
  }
  const encrypted = way !== 'plain' && greeting.tls;
  const whom = `${target.user ?? ''} to ${database ?? 'no database'}`;
  let tls: Tls | null = null;
  const encrypt = async () => {
    const host = endpoint.kind === 'tcp' ? endpoint.host : '';
    const { secure } = await import('./tls.js');
    const secured = await secure(attempt, socket, { host, place, again: () => askedAgain(talk) }, material);
    tls = secured.tls;
    attempt.enter('login', whom);
    return secured.socket;
  };
  if (!encrypted) attempt.enter('login', whom);
  const login = logInToMysql(socket, {
    user: target.user ?? '',
    password: target.password?.reveal() ?? null,
    database: database ?? undefined,
    confidential: encrypted || endpoint.kind === 'socket',
    encrypt: encrypted ? encrypt : undefined,
  });
  const session = await step(talk, socket, 'login', encrypted, login);
  return { session, server: greeting.server, encrypted, tls };
}

async function reachBy(talk: Conversation, raw: Socket, way: Way, material: TlsMaterial): Promise<Reached> {
  const { attempt } = talk;
  const { database } = attempt.target;
  const { session, server: greeted, encrypted, tls } = await logIn(talk, raw, way, material, database);
  const { socket } = session;
  attempt.enter('state', greeted);
  const readOnly = await step(talk, socket, 'query', encrypted, askReadOnly(attempt, session));
  const latencyMs = attempt.elapsedMs();
  const { afterwards } = attempt.request;
  if (afterwards) await step(talk, socket, 'query', encrypted, afterwards(session.query));
  await leave(talk, socket, session.end);
  const [server = '', version = ''] = greeted.split(' ');
  const { place } = talk.endpoint;
  const observations = await serverFaults(attempt, { place, server, version, readOnly, tls });
  return { server: greeted, latencyMs, tls, observations };
}

/** Another socket whose server has greeted and waits for the handshake. */
async function askedAgain(talk: Conversation): Promise<Socket> {
  const socket = await talk.opened.aside();
  await readUntil(socket, isWhole);
  socket.write(SSL_REQUEST);
  return socket;
}

/** The server speaks first; what it said is put back for the driver to read. */
async function greeted(talk: Conversation, socket: Socket): Promise<Greeting & { kind: 'greeting' }> {
  const { attempt, endpoint } = talk;
  const reply = attempt.within(readUntil(socket, isWhole), () =>
    noAnswer(talk, socket.bytesRead === 0 ? 'first-bytes' : 'login'),
  );
  const bytes = await knowingWho(talk, socket, reply).catch((error: unknown) => {
    if (!(error instanceof Closed)) throw error;
    throw attempt.failed('connect/closed', {
      place: endpoint.place,
      stage: 'first-bytes',
      errno: error.errno,
    });
  });
  const greeting = parseGreeting(bytes);
  if (!greeting) throw (await import('./refusal-means.js')).foreign(talk, bytes);
  if (greeting.kind === 'error') {
    const { answered } = await import('./server-answers.js');
    throw await answered(talk, { errno: greeting.errno, sqlstate: null, text: greeting.text }, false);
  }
  socket.unshift(bytes);
  return greeting;
}

/** A whole first packet, or enough to know that this is none. */
function isWhole(bytes: Buffer): boolean {
  const length = greetingLength(bytes);
  return length === null ? bytes.length > 4 : bytes.length >= length;
}

/** The database is not there, or not for this user: which are? */
async function withDatabases(
  talk: Conversation,
  way: Way,
  material: TlsMaterial,
  missing: Failed,
): Promise<Failed> {
  try {
    const { session, encrypted } = await logIn(talk, await onceMore(talk), way, material, null);
    talk.attempt.enter('state', 'SHOW DATABASES');
    const rows = await step(talk, session.socket, 'query', encrypted, session.query('SHOW DATABASES'));
    await leave(talk, session.socket, session.end);
    const { withNames } = await import('./existing-databases.js');
    return withNames(talk.attempt, missing, rows.slice(0, MOST_NAMES), 'Database');
  } catch (error) {
    if (!(error instanceof Failed)) throw error;
    return missing;
  }
}

/**
 * MariaDB answers a plain login that must be encrypted with "Access denied", as it does a wrong password.
 * Over TLS the two can be told apart.
 */
async function overTls(talk: Conversation, plain: Failed): Promise<Failed> {
  const { tlsClient } = await import('./tls-client.js');
  const client = { ...tlsClient(talk.attempt) };
  const required = (overTls: string) => plain.as('tls/required', { reason: null, overTls, client });
  try {
    await reachBy(talk, await onceMore(talk), 'tls', NO_VERIFICATION);
    return required('works');
  } catch (error) {
    if (!(error instanceof Failed)) throw error;
    if (plain.code === 'tls/required') return required(error.code);
    const gotNoFurther =
      error.facts['errno'] === ACCESS_DENIED || error.code === 'tls/unsupported' || isHandshake(error);
    if (!gotNoFurther) return required(error.code);
    return plain.code === 'connect/auth-failed' ? plain.as(plain.code, { overTls: error.code }) : plain;
  }
}

function isHandshake({ code, facts }: Failed): boolean {
  return code === 'tls/protocol-version' || code === 'tls/client-cert-required' || facts['stage'] === 'tls';
}
