import { createConnection } from 'mysql2/promise';
import pg from 'pg';
import type { Login } from './provided.js';

/** Runs statements one after the other, each for itself, over the login's URL. */
export async function runStatements({ url }: Pick<Login, 'url'>, ...statements: string[]): Promise<void> {
  if (url.startsWith('mysql:')) {
    const client = await createConnection(url);
    for (const statement of statements) await client.query(statement);
    return client.end();
  }
  const client = new pg.Client({ connectionString: url });
  // A pooler that is shut down ends its console without a word.
  client.on('error', () => {});
  await client.connect();
  for (const statement of statements) await client.query(statement);
  return client.end();
}
