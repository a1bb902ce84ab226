import { setup, teardown } from '../test/servers/global-setup.js';
import type { Certificates, ProvidedServer } from '../test/servers/provided.js';

/** What the tests with real servers are given. */
export interface Servers {
  readonly serverRoom: string;
  readonly certificates: Certificates;
  readonly postgres: ProvidedServer;
  readonly mariadb: ProvidedServer;
}

/** Starts the servers of the tests for a script, and stops them when its work has ended. */
export async function withServers<Result>(work: (servers: Servers) => Promise<Result>): Promise<Result> {
  const given: Record<string, unknown> = {};
  const provide = (name: string, value: unknown) => {
    given[name] = value;
  };
  try {
    await setup({ provide } as unknown as Parameters<typeof setup>[0]);
    return await work(given as unknown as Servers);
  } finally {
    await teardown();
  }
}
