import { execFile } from 'node:child_process';
import { globSync } from 'node:fs';
import { access, mkdir, readFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface Program {
  readonly path: string;
  readonly version: string;
}

export interface Installed {
  readonly programs: ReadonlyMap<string, Program>;
  /** One line for each that could not be had. */
  readonly missing: readonly string[];
}

interface Source {
  readonly program: string;
  find(room: string): Promise<Program>;
}

/** Unpacked and not installed: nothing stays on the machine. The libraries came with the servers. */
function fromDebian(name: string, program: string, file: string): Source {
  return {
    program,
    async find(room) {
      const folder = join(room, program);
      await mkdir(folder, { recursive: true });
      const archive = join(folder, 'package.deb');
      // `apt-get download` alone would name the file after the version.
      await run('sh', ['-c', 'apt-get -q download "$1" && mv ./*.deb package.deb', 'sh', name], {
        cwd: folder,
      });
      await run('dpkg', ['-x', archive, folder]);
      const { stdout } = await run('dpkg-deb', ['-f', archive, 'Version']);
      return { path: join(folder, file), version: stdout.trim() };
    },
  };
}

function fromNpm(name: string, program: string): Source {
  return {
    program,
    async find(room) {
      const prefix = join(room, program);
      await mkdir(prefix);
      await run('npm', ['install', '--prefix', prefix, '--no-audit', '--no-fund', '--ignore-scripts', name]);
      const manifest = await readFile(join(prefix, 'node_modules', name, 'package.json'), 'utf8');
      const { version } = JSON.parse(manifest) as { version: string };
      return { path: join(prefix, 'node_modules/.bin', program), version };
    },
  };
}

/** Comes with the servers. */
function onPath(program: string): Source {
  return {
    program,
    async find() {
      for (const folder of process.env['PATH']?.split(delimiter) ?? []) {
        const path = join(folder, program);
        const there = await access(path).then(
          () => true,
          () => false,
        );
        if (!there) continue;
        const { stdout } = await run(path, ['--version']);
        return { path, version: versionIn(stdout) };
      }
      throw new Error('not on PATH');
    },
  };
}

/** A library: its path is a folder for NODE_PATH. */
function libraryFromNpm(name: string): Source {
  const source = fromNpm(name, name);
  return {
    program: name,
    async find(room) {
      const { version } = await source.find(room);
      return { path: join(room, name, 'node_modules'), version };
    },
  };
}

/** Debian's psql is a wrapper that looks for the server's own. */
const psqlOfServer: Source = {
  program: 'psql of the server',
  async find() {
    const [folder] = globSync('/usr/lib/postgresql/*/bin').toReversed();
    if (folder === undefined) throw new Error('no PostgreSQL below /usr/lib/postgresql');
    const path = join(folder, 'psql');
    const { stdout } = await run(path, ['--version']);
    return { path, version: versionIn(stdout) };
  },
};

const SOURCES: readonly Source[] = [
  fromNpm('dbmate', 'dbmate'),
  fromDebian('monitoring-plugins-standard', 'check_pgsql', 'usr/lib/nagios/plugins/check_pgsql'),
  fromDebian('monitoring-plugins-standard', 'check_mysql', 'usr/lib/nagios/plugins/check_mysql'),
  onPath('pg_isready'),
  onPath('mariadb-admin'),
  fromDebian('wait-for-it', 'wait-for-it', 'usr/bin/wait-for-it'),
  fromNpm('wait-port', 'wait-port'),
  fromNpm('wait-on', 'wait-on'),
  fromNpm('varlock', 'varlock'),
  fromNpm('@dotenvx/dotenvx', 'dotenvx'),
  libraryFromNpm('envalid'),
  onPath('psql'),
  psqlOfServer,
];

function versionIn(text: string): string {
  return text.match(/\d+\.\d+(\.\d+)*/g)?.at(-1) ?? '';
}

/** Brings these peers into a folder, one after the other. */
export async function install(room: string, wanted: readonly string[]): Promise<Installed> {
  const programs = new Map<string, Program>([['node', { path: process.execPath, version: process.version }]]);
  const missing: string[] = [];
  for (const { program, find } of SOURCES.filter((each) => wanted.includes(each.program))) {
    try {
      programs.set(program, await find(room));
    } catch (error) {
      const [reason] = String(error instanceof Error ? error.message : error).split('\n');
      missing.push(`${program} is not here: ${reason}`);
    }
  }
  return { programs, missing };
}
