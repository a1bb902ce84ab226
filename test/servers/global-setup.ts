import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { makeCertificates } from './certificates.js';
import { giveToOwner } from './guarded-process.js';
import { makeMariadbTemplate, startMariadbIn } from './mariadb-server.js';
import { makePostgresTemplate, type StartedServer, startPostgresIn } from './postgres-server.js';
import type { Certificates, ProvidedServer } from './provided.js';

interface Running {
  readonly room: string;
  readonly certificates: Certificates;
  readonly postgres: StartedServer;
  readonly mariadb: StartedServer;
}

/** Several projects of one run share the servers; each project has its own copy of this module. */
const shared = globalThis as { dbcheckServers?: { users: number; running: Promise<Running> } };

export async function setup(project: TestProject): Promise<void> {
  shared.dbcheckServers ??= { users: 0, running: start() };
  shared.dbcheckServers.users += 1;
  const { room, certificates, postgres, mariadb } = await shared.dbcheckServers.running;
  project.provide('serverRoom', room);
  project.provide('certificates', certificates);
  project.provide('postgres', provided(postgres));
  project.provide('mariadb', provided(mariadb));
}

export async function teardown(): Promise<void> {
  const servers = shared.dbcheckServers;
  if (!servers) return;
  servers.users -= 1;
  if (servers.users > 0) return;
  delete shared.dbcheckServers;
  const { room, postgres, mariadb } = await servers.running;
  await Promise.all([postgres.stop(), mariadb.stop()]);
  await rm(room, { recursive: true, force: true });
}

async function start(): Promise<Running> {
  const room = await mkdtemp(join(tmpdir(), 'dbcheck-'));
  await giveToOwner(room);
  const folder = join(room, 'certificates');
  const [certificates] = await Promise.all([
    mkdir(folder)
      .then(() => makeCertificates(folder))
      .then(async (made) => {
        await giveToOwner(folder);
        return made;
      }),
    makePostgresTemplate(room),
    makeMariadbTemplate(room),
  ]);
  const [postgres, mariadb] = await Promise.all([
    startPostgresIn(room, certificates, {}),
    startMariadbIn(room, certificates, {}),
  ]);
  return { room, certificates, postgres, mariadb };
}

/** What can be handed to the processes of the tests. */
function provided({ stop: _, restart: __, ...server }: StartedServer): ProvidedServer {
  return server;
}
