import { readValue } from '../../../src/target/read.js';

/** What a client makes of a text, in one line: `user:password@host:port/database socket file {parameters}`. */
export function fields(text: string, client: string): string {
  const { faults, hosts, user, password, database, socket, file, parameters } = readValue(text, client);
  const error = faults.find(({ severity }) => severity === 'error');
  if (error) return `${error.code} ${error.reason}`;
  const secret = password === null ? '' : `:${password.reveal()}`;
  const login = user === null && password === null ? '' : `${user ?? ''}${secret}@`;
  const places = hosts.map(({ host, port }) => `${host ?? ''}${port === null ? '' : `:${port}`}`).join(',');
  const rest = Object.keys(parameters).length > 0 ? JSON.stringify(parameters) : null;
  const path = database === null ? '' : `/${database}`;
  return [`${login}${places}${path}`, socket, file, rest].filter(Boolean).join(' ');
}

/** The warnings about it. */
export function warnings(text: string, client: string): string[] {
  const { faults } = readValue(text, client);
  return faults
    .filter(({ severity }) => severity === 'warning')
    .map(({ code, reason }) => `${code} ${reason}`);
}

/** The mode that is written, and what the client makes of it. */
export function tls(text: string, client: string): string {
  const { mode, effective } = readValue(text, client).tls;
  return `${mode} ${effective}`;
}
