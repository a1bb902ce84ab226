import type { Loader, LoaderInUse } from '../../variables/dotenv/loaders.js';
import { type EcosystemName, textIn } from './listing.js';
import { projectOf, sideOf } from './project.js';
import { type ProjectFiles, projectFiles } from './project-files.js';

interface Row extends Loader {
  readonly ecosystem: EcosystemName;
  readonly packages: readonly string[];
}

const row = (
  ecosystem: EcosystemName,
  name: string,
  grammar: Loader['grammar'],
  override: string | null,
  packages: readonly string[] = [name],
): Row => ({ ecosystem, name, grammar, override, packages });

const LOAD_DOTENV = 'load_dotenv(override=True)';
const CONFIG = 'dotenv.config({ override: true })';

/** Packages that load a `.env` file; the more particular ones first. */
const ROWS: readonly Row[] = [
  row('python', 'python-dotenv', 'python-dotenv', LOAD_DOTENV, ['python-dotenv', 'environs']),
  row('python', 'pydantic-settings', 'python-dotenv', null),
  row('python', 'django-environ', 'other', 'read_env(overwrite=True)'),
  row('python', 'python-decouple', 'other', null),
  row('node', 'Next.js', 'dotenv-expand', null, ['next']),
  row('node', 'Vite', 'dotenv-expand', null, ['vite']),
  row('node', 'Create React App', 'dotenv-expand', null, ['react-scripts']),
  row('node', 'dotenv-expand', 'dotenv-expand', CONFIG),
  row('node', 'dotenv', 'npm-dotenv', CONFIG),
  row('node', '@nestjs/config', 'dotenv-expand', null),
  row('node', 'dotenv-flow', 'npm-dotenv', null),
  row('node', 'dotenv-cli', 'dotenv-expand', 'dotenv -o'),
  row('php', 'phpdotenv', 'phpdotenv', 'Dotenv::createMutable()', ['vlucas/phpdotenv', 'laravel/framework']),
  row('php', 'Symfony', 'other', 'overload()', ['symfony/dotenv', 'symfony/framework-bundle']),
  row('ruby', 'dotenv', 'ruby-dotenv', 'Dotenv.overload', ['dotenv-rails', 'dotenv']),
];

/** Where an application's own code says how it loads: the top folder, and those that code often lies in. */
const CODE_FOLDERS = ['.', 'app', 'src', 'config'];
const MOST_CODE = 24;
const OVERRIDES =
  /\bload_dotenv\([^)\n]{0,200}\boverride\s?=\s?True|\bread_env\([^)\n]{0,200}\boverwrite\s?=\s?True|\bconfig\(\{[^}\n]{0,200}\boverride\s?:\s?true|\bDotenv\.overload\b|\bcreate(Unsafe)?Mutable\(/;
const WALKS_UP = /\b(load|find)_dotenv\(\s?(\)|(override|verbose|usecwd)\b|find_dotenv\(\s?\))/;

/** The loaders that the project's manifests, scripts and Compose files name, the application's own first. */
export function dotenvLoaders(cwd: string): LoaderInUse[] {
  const files = projectFiles(cwd);
  const project = projectOf(files);
  const found = ROWS.flatMap(({ ecosystem, packages, name, grammar, override }) => {
    const listed = sideOf(project, ecosystem)?.listing?.packages ?? [];
    const by = listed.find((each) => packages.includes(each.name) && !each.file.endsWith('.lock'));
    return by ? [{ name, grammar, override, file: by.file }] : [];
  });
  // A framework with dotenv-expand in it reads the file itself.
  const expands = found.some(({ grammar }) => grammar === 'dotenv-expand');
  const own = found.filter(({ grammar }) => !(expands && grammar === 'npm-dotenv'));
  const all = [...own, ...inScripts(files), ...inCompose(files)];
  if (all.length === 0) return [];
  const code = codeOf(files);
  const overridesAt = placeOf(code, OVERRIDES);
  const walksUpAt = placeOf(code, WALKS_UP);
  return all.map((loader) => ({
    ...loader,
    overridesAt: loader.override === null ? null : overridesAt,
    walksUpAt: loader.name === 'python-dotenv' ? walksUpAt : null,
  }));
}

type Found = Loader & { readonly file: string };

function inScripts(files: ProjectFiles): Found[] {
  const found: Found[] = [];
  for (const file of ['package.json', 'Makefile', 'Procfile', 'Dockerfile', 'justfile']) {
    const text = textIn(files, file) ?? '';
    if (/\bnode\b[^\n"]{0,200}--env-file/.test(text))
      found.push({ name: 'node --env-file', grammar: 'node', override: null, file });
    if (/\bdocker\b[^\n"]{0,400}--env-file/.test(text))
      found.push({ name: 'docker run --env-file', grammar: 'docker', override: null, file });
  }
  return found.filter((each, index) => found.findIndex(({ name }) => name === each.name) === index);
}

function inCompose(files: ProjectFiles): Found[] {
  const names = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'];
  const file = names.find((name) => /^\s{1,20}env_file\s?:/m.test(textIn(files, name) ?? ''));
  return file ? [{ name: "Compose's env_file", grammar: 'compose', override: null, file }] : [];
}

function codeOf(files: ProjectFiles): { file: string; text: string }[] {
  const names = CODE_FOLDERS.flatMap((folder) =>
    files
      .list(folder)
      .filter((name) => /\.(py|[cm]?[jt]s|rb|php)$/.test(name))
      .map((name) => (folder === '.' ? name : `${folder}/${name}`)),
  );
  return names.slice(0, MOST_CODE).map((file) => ({ file, text: textIn(files, file) ?? '' }));
}

/** The first line that is no comment and matches. */
function placeOf(code: readonly { file: string; text: string }[], pattern: RegExp) {
  for (const { file, text } of code) {
    if (!pattern.test(text)) continue;
    const index = text.split('\n').findIndex((line) => !/^\s*(#|\/\/|\*)/.test(line) && pattern.test(line));
    if (index >= 0) return { file, line: index + 1 };
  }
  return null;
}
