import { dotenvFileFindings } from './dotenv-file.js';
import { dotenvSyntaxFindings, type LoaderFacts } from './dotenv-syntax.js';
import { entry } from './entry.js';
import { appendLines, shellPath, shellWord } from './shell.js';

export const dotenvFindings = {
  'dotenv/in-production': entry<{
    environment: string;
    overrides: readonly string[];
    adds: readonly string[];
    problem: string | null;
    /** Whether git tracks it; null where that is not known. */
    tracked: boolean | null;
    loader: LoaderFacts | null;
    /** Where the project lets the file win: `app.py:3`. */
    overridesAt: string | null;
    /** Where the project makes the loader search this folder, which lies above. */
    walksUpAt: string | null;
  }>({
    severity: 'error',
    transient: false,
    title: 'A .env file lies where the environment forbids it',
    message: (file, { environment, walksUpAt }) =>
      walksUpAt
        ? `${file} is found from here, and ${environment} takes its variables from the platform only`
        : `${file} is here, and ${environment} takes its variables from the platform only`,
    why: (file, { overrides, adds, problem, tracked, loader, overridesAt, walksUpAt }) => [
      ...(problem ? [`${file} could not be read (${problem}), so what it would change is not known`] : []),
      ...(overrides.length
        ? [
            `It gives ${overrides.length === 1 ? 'a variable' : 'variables'} another value than the platform: ${listed(overrides)}`,
          ]
        : []),
      ...(adds.length ? [`It adds: ${listed(adds)}`] : []),
      ...(tracked ? ['Git tracks it, so it comes along with every checkout'] : []),
      ...(walksUpAt ? [`${walksUpAt} searches the folders above for a .env`] : []),
      overridesAt
        ? `${overridesAt} loads it so that the file wins: the application leaves the platform's values without a word`
        : loader
          ? `${loader.name}, which this project uses (${loader.file}), loads it: what the platform does not set comes from the file`
          : 'An application that loads it (load_dotenv(override=True), for one) leaves its real database without a word',
    ],
    fix: (file, { tracked, overridesAt, walksUpAt }) => [
      ...(overridesAt ? [`Take the override out of ${overridesAt}`] : []),
      ...(walksUpAt
        ? [`Remove it, or name the file to load: ${shellPath(file)} is no file of this application`]
        : [
            `Keep it out of the image: ${appendLines('.dockerignore', [file], true)}`,
            ...(tracked === false
              ? []
              : [
                  `Keep it out of the repository: git rm --cached --ignore-unmatch ${shellWord(file)} && ${appendLines('.gitignore', [file], true)}`,
                ]),
          ]),
      ...(tracked ? ['Change the secrets that are in it: they stay in the old commits'] : []),
      'If this server lives on a .env file: dotenv: { policy: required } in dbcheck.yaml',
    ],
    page: `In production the platform sets the variables, and a .env file that came along with the code or the image
is a second, older answer. Loaders differ in which one wins: python-dotenv's load_dotenv() keeps the
environment, override=True does not. Production has run on a developer's SQLite file this way. python-dotenv
also searches the folders above the one of the code.

dbcheck never loads the file in an environment whose policy forbids it. To fix it, remove the file from the
image and the repository; secrets that were in a repository have to be changed. A server that is meant to live
on a .env file says so: dotenv.policy: required.`,
  }),

  'dotenv/missing': entry<{
    files: readonly string[];
    folder: string;
    /** Files here with names that are near. */
    near: readonly string[];
    /** A .env in a folder above. */
    above: string | null;
    /** Those that the .dockerignore here keeps out of an image. */
    dockerIgnored: readonly string[];
  }>({
    severity: 'error',
    transient: false,
    title: 'A .env file is required, and there is none',
    message: (_, { files }) =>
      `No .env file: ${files.join(', ')} ${files.length === 1 ? 'is' : 'are'} not here, and one is required`,
    why: (_, { folder, near, above, dockerIgnored }) => [
      `Looked for in the working directory, ${folder}`,
      'dotenv.policy is required in this environment',
      ...(dockerIgnored.length ? [`.dockerignore keeps it out of images: ${dockerIgnored.join(', ')}`] : []),
      ...(near.length ? [`Files with names that are near: ${near.join(', ')}`] : []),
      ...(above ? [`A folder above has one: ${above}`] : []),
    ],
    fix: (_, { files, near, above, dockerIgnored }) => {
      const wanted = files.at(-1) ?? '.env';
      const example = near.find((name) => /\.(example|sample|template|dist)$/.test(name));
      return [
        ...(dockerIgnored.length
          ? [
              `Set the variables on the platform; or let the file into the image on purpose: ${appendLines('.dockerignore', [`!${dockerIgnored[0]}`], true)}`,
            ]
          : []),
        example
          ? `cp ${shellPath(example)} ${shellPath(wanted)}, and fill it in`
          : `Create ${wanted} in the working directory (cp .env.example .env, where there is an example)`,
        above
          ? `Or start the command in the folder of ${above}`
          : 'If it is there: start the command in its folder (cd /srv/app; WorkingDirectory= in a systemd unit)',
      ];
    },
    page: `The configuration says that this environment lives on a .env file (dotenv.policy: required), and none of the
named files lies in the working directory. Most loaders do not complain about a missing file: the
application starts with its defaults, often an empty SQLite database.

To fix it, put the file there, or start the application in the folder where it is. In an image it may be missing
because the .dockerignore keeps it out, which is right where the platform sets the variables.`,
  }),

  'dotenv/overrides': entry<{
    variable: string;
    winner: 'environment' | 'file';
    loader: LoaderFacts | null;
    /** What would let the file win; null where nothing does. */
    override: string | null;
    overridesAt: string | null;
    /** Variables beyond those that get a finding of their own. */
    others: readonly string[];
  }>({
    severity: 'warning',
    transient: false,
    title: 'A .env file and the environment give a variable different values',
    message: (_, { variable, winner, overridesAt, others }) => {
      const more = others.length ? ` and ${others.length} more` : '';
      const verb = others.length ? 'have other values' : 'has another value';
      return `${variable}${more} ${verb} in the environment than here; the ${winner} wins${overridesAt ? ` (${overridesAt})` : ''}`;
    },
    why: (_, { loader, override, overridesAt, others }) => [
      ...(others.length ? [`The others: ${listed(others)}`] : []),
      overridesAt
        ? `dbcheck looks at the environment's value; ${overridesAt} then puts the file's in its place`
        : loader
          ? `${loader.name}, which this project uses (${loader.file}), lets the environment win${override ? `, but for ${override}` : ''}`
          : 'npm dotenv, python-dotenv, Compose and node --env-file let the environment win; load_dotenv(override=True) and a shell that sources the file do not',
    ],
    fix: (file, { variable, overridesAt }) => [
      ...(overridesAt ? [`Take the override out of ${overridesAt}`] : []),
      `Remove ${variable} from ${file}, or unset it in the environment: unset ${variable}`,
    ],
    page: `The same variable is set twice with different values: in the environment and in a .env file. dbcheck lets the
environment win, as most loaders do, and so does the command that it starts. An application that loads
the file with an override runs with the other value. Who wins:

  the environment    npm dotenv, node --env-file, python-dotenv, pydantic-settings, django-environ, Flask, Next.js,
                     Vite, Laravel's phpdotenv, Symfony, Ruby's dotenv, Compose when it fills in \${NAME}
  the file           load_dotenv(override=True), dotenv.config({ override: true }), read_env(overwrite=True),
                     Dotenv.overload, Dotenv::createMutable(), direnv, a shell that sources it
  the command line   docker run -e and Compose's environment: before --env-file and env_file:, which both win
                     over what the image sets

To fix it, remove one of the two.`,
  }),

  ...dotenvFileFindings,
  ...dotenvSyntaxFindings,
};

/** Names; the first twenty, and how many there are more. */
function listed(names: readonly string[]): string {
  const others = names.length - 20;
  return others > 0 ? `${names.slice(0, 20).join(', ')} and ${others} more` : names.join(', ');
}
