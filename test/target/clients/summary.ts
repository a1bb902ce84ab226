import { readValue } from '../../../src/target/read.js';

/** What a client makes of a text, in one line: `user:password@host:port,…/database`, or the reasons why it is refused. */
export function summary(text: string, client: string): string {
  const reading = readValue(text, client);
  const wrong = reading.faults.filter(({ severity }) => severity === 'error');
  if (wrong.length > 0) return wrong.map(({ code, reason }) => `${code} ${reason}`).join(', ');
  const { user, password, hosts, socket, database, file } = reading;
  if (file !== null) return file;
  const secret = password ? `:${password.reveal()}` : '';
  const who = user !== null || secret !== '' ? `${user ?? ''}${secret}@` : '';
  const where = hosts.map(({ host, port }) => `${host ?? ''}${port === null ? '' : `:${port}`}`).join(',');
  return `${who}${socket ?? ''}${where}/${database ?? ''}`;
}

/** The reasons of the warnings. */
export function warnings(text: string, client: string): string[] {
  const { faults } = readValue(text, client);
  return faults.filter(({ severity }) => severity === 'warning').map(({ reason }) => reason);
}
