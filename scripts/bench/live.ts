import type { Login, ProvidedServer } from '../../test/servers/provided.js';
import type { Part, Row } from './measure.js';
import { bareNode, ENV, EXECUTABLE, folder, PACKAGE, type Place, peer, root, urlAt } from './place.js';

/** The plainest scripts that log in and ask one question. */
const SCRIPTS = {
  'plain-pg.js': `const { Client } = require('pg');
(async () => {
  const client = new Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  await client.query('select 1');
  await client.end();
})();
`,
  'plain-mysql2.js': `const mysql = require('mysql2/promise');
(async () => {
  const connection = await mysql.createConnection(process.env.DATABASE_URL);
  await connection.query('select 1');
  await connection.end();
})();
`,
};

/** One database on this machine; every check runs, in an empty folder. */
export function live(place: Place): Part {
  const { postgres, mariadb } = place;
  const nothing = folder(place, 'nothing');
  const scripts = folder(place, 'scripts', SCRIPTS);
  const at = (server: ProvidedServer, query: string) => ({
    ...ENV,
    DATABASE_URL: urlAt(server, server, query),
  });
  const plain = { pg: at(postgres, '?sslmode=disable'), mariadb: at(mariadb, '?ssl-mode=DISABLED') };
  const tls = { pg: at(postgres, '?sslmode=require'), mariadb: at(mariadb, '?ssl-mode=REQUIRED') };
  const rows = (artefact: string, program: readonly string[]): Row[] =>
    (
      [
        ['PostgreSQL', plain.pg],
        ['PostgreSQL, TLS', tls.pg],
        ['MariaDB', plain.mariadb],
        ['MariaDB, TLS', tls.mariadb],
      ] as const
    ).map(([name, env]) => ({
      name: `${artefact}: ${name}`,
      command: [...program, '--quiet'],
      cwd: nothing,
      env,
    }));
  const login = { ...ENV, ...psqlEnvironment(postgres, postgres), PGSSLMODE: 'disable' };
  const script = (name: keyof typeof SCRIPTS, env: Readonly<Record<string, string>>): Row => ({
    name: `the plainest script with ${name.slice(6, -3)}`,
    command: [process.execPath, name],
    cwd: scripts,
    env: { ...env, NODE_PATH: `${root}node_modules` },
  });
  const select = ['-c', 'select 1'];
  return {
    title: 'One database',
    rows: [
      bareNode(place),
      ...rows('npm package', PACKAGE),
      ...rows('executable', EXECUTABLE),
      script('plain-pg.js', plain.pg),
      script('plain-mysql2.js', at(mariadb, '')),
      ...peer(place, 'psql', select, { name: 'psql (wrapper)', cwd: nothing, env: login }),
      ...peer(place, 'psql of the server', select, { name: 'psql (binary)', cwd: nothing, env: login }),
      ...peer(place, 'pg_isready', [], { name: 'pg_isready', cwd: nothing, env: login }),
      ...peer(
        place,
        'mariadb-admin',
        [
          '--no-defaults',
          ...[`--host=${mariadb.host}`, `--port=${mariadb.port}`, `--user=${mariadb.user}`],
          ...[`--password=${mariadb.password}`, 'ping'],
        ],
        { name: 'mariadb-admin ping', cwd: nothing, env: ENV },
      ),
      ...peer(place, 'dbmate', ['wait'], { name: 'dbmate wait', cwd: nothing, env: plain.pg }),
      ...peer(place, 'wait-port', [`${postgres.host}:${postgres.port}`], {
        name: 'wait-port',
        cwd: nothing,
        env: ENV,
      }),
      ...peer(place, 'wait-on', [`tcp:${postgres.host}:${postgres.port}`], {
        name: 'wait-on',
        cwd: nothing,
        env: ENV,
      }),
    ],
  };
}

function psqlEnvironment({ host, port, database }: ProvidedServer, { user, password }: Login) {
  return { PGHOST: host, PGPORT: `${port}`, PGDATABASE: database, PGUSER: user, PGPASSWORD: password };
}
