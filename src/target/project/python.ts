import {
  driver,
  type Ecosystem,
  framework,
  type Listing,
  type Package,
  POSTGRES,
  textIn,
} from './listing.js';
import { type ProjectFiles, unreadable } from './project-files.js';
import { readPyproject } from './pyproject.js';
import { type Found, named, OLD_SQLALCHEMY, readRequirements } from './requirements.js';
import { tomlEntries } from './toml-entries.js';

const DEVELOPMENT = /dev|test|lint|doc|ci\b|type|tool/i;
/** Files that install packages in a way of their own; a name in them counts as listed. */
const ASIDES = [
  'Dockerfile',
  'Containerfile',
  'environment.yml',
  'environment.yaml',
  'conda.yml',
  'setup.py',
];
const LOCKS = ['uv.lock', 'poetry.lock', 'pdm.lock', 'Pipfile.lock', 'pylock.toml'];

/** Python: requirements*.txt, pyproject.toml, Pipfile, setup.cfg. */
export const python: Ecosystem = {
  name: 'python',
  clients: [
    framework('sqlalchemy', [
      'sqlalchemy',
      'flask-sqlalchemy',
      'sqlmodel',
      'flask-migrate',
      'alembic',
      'flask-sqlalchemy-lite',
      'advanced-alchemy',
    ]),
    framework('databases', ['databases']),
    framework('dj-database-url', ['dj-database-url'], { over: ['django'] }),
    framework('django-environ', ['django-environ'], { over: ['django'] }),
    framework(null, [
      OLD_SQLALCHEMY,
      'django',
      'tortoise-orm',
      'peewee',
      'pony',
      'piccolo',
      'gino',
      'ormar',
      'edgy',
      'records',
    ]),
    driver(
      'libpq',
      ['psycopg', 'psycopg2', 'psycopg2-binary', 'psycopg-binary', 'psycopg2cffi', 'aiopg'],
      POSTGRES,
    ),
    driver('asyncpg', ['asyncpg'], POSTGRES),
  ],
  marks: (name) =>
    /\.py$|^requirements.{0,80}\.(txt|in)$|^(pyproject\.toml|Pipfile|setup\.cfg|tox\.ini|environment\.ya?ml)$/.test(
      name,
    ) || LOCKS.includes(name),
  list(files) {
    const found = [
      ...fromRequirements(files),
      fromPyproject(files),
      fromPipfile(files),
      fromSetupCfg(files),
    ].filter((each) => each !== null);
    if (found.length === 0) return null;
    const locked = LOCKS.filter((name) => files.read(name) !== null);
    const locks = locked.map((name) => fromLock(files, name));
    // What a lock file holds is all that is installed, wherever it was asked for.
    const complete =
      locks.length > 0 ? locks.every((each) => each.complete) : found.every((each) => each.complete);
    return {
      packages: [...found.flatMap((each) => each.packages), ...locks.flatMap((each) => each.packages)],
      complete: complete && files.read('setup.py') === null,
      files: [...new Set([...found.flatMap((each) => each.files), ...locked])],
      asides: ASIDES.map((name) => textIn(files, name)).filter((text) => text !== null),
    };
  },
};

function fromRequirements(files: ProjectFiles): (Listing | null)[] {
  const isList = (name: string) => /^[\w.-]{0,80}requirements[\w.-]{0,80}\.txt$/i.test(name);
  const names = [
    ...files.list().filter(isList),
    ...files
      .list('requirements')
      .filter((name) => name.endsWith('.txt'))
      .map((name) => `requirements/${name}`),
  ];
  return names.map((name) => listing(name, readRequirements(name, files), DEVELOPMENT.test(name)));
}

function listing(file: string, { names, complete }: Found, dev: boolean): Listing {
  const packages = names.map(({ written, from = file, release }) => ({
    ...named(written),
    file: from,
    dev,
    release,
  }));
  return { packages, complete, files: [file] };
}

function fromPyproject(files: ProjectFiles): Listing | null {
  const text = files.read('pyproject.toml');
  if (text === null) return null;
  if (text === unreadable) return { packages: [], complete: false, files: ['pyproject.toml'] };
  const found = readPyproject(text);
  if (!found) return null;
  const packages = found.names.map(({ written, dev, release }) => ({
    ...named(written),
    file: 'pyproject.toml',
    dev,
    release,
  }));
  return { packages, complete: found.complete, files: ['pyproject.toml'] };
}

function fromPipfile(files: ProjectFiles): Listing | null {
  const text = files.read('Pipfile');
  if (text === null) return null;
  if (text === unreadable) return { packages: [], complete: false, files: ['Pipfile'] };
  const entries = tomlEntries(text).filter(({ path }) => /packages$/.test(path[0] ?? ''));
  const packages: Package[] = entries.flatMap(({ path: [table, name] }) =>
    name ? [{ ...named(name), file: 'Pipfile', dev: table !== 'packages' }] : [],
  );
  return {
    packages,
    complete: !entries.some(({ raw }) => /\b(git|path|file|editable|extras)\s?=/.test(raw)),
    files: ['Pipfile'],
  };
}

/** The lists below `install_requires` and of `options.extras_require`. */
function fromSetupCfg(files: ProjectFiles): Listing | null {
  const text = textIn(files, 'setup.cfg');
  if (!text?.includes('install_requires')) return null;
  const lines: string[] = [];
  let section = '';
  let isIn = false;
  for (const line of text.split('\n')) {
    section = /^\[([^\]]{1,80})\]/.exec(line)?.[1]?.trim() ?? section;
    if (/^\S/.test(line)) isIn = /^install_requires\s?=/.test(line) || section === 'options.extras_require';
    if (isIn && !/^\[/.test(line)) lines.push(/^\S/.test(line) ? line.slice(line.indexOf('=') + 1) : line);
  }
  const isElsewhere = lines.some((line) => /\b(file|attr):/.test(line));
  const found = readRequirements('setup.cfg', { list: () => [], read: () => lines.join('\n') });
  return listing('setup.cfg', { ...found, complete: found.complete && !isElsewhere }, false);
}

function fromLock(files: ProjectFiles, name: string): Listing {
  const text = textIn(files, name);
  if (text === null) return { packages: [], complete: false, files: [name] };
  const pattern = name.endsWith('Pipfile.lock')
    ? /^ {8}"([\w.-]{1,100})": \{(?:[^}]{0,20000}?"version": "==(\d{1,4}\.\d{1,4}))?/gm
    : /^name = "([\w.-]{1,100})"(?:\r?\nversion = "(\d{1,4}\.\d{1,4}))?/gm;
  // What is installed because something else needs it tells no client; it counts as listed.
  const packages = [...text.matchAll(pattern)].map(([, written = '', release = null]) => ({
    ...named(written),
    file: name,
    dev: true,
    release,
  }));
  return { packages, complete: packages.length > 0, files: [name] };
}
