import type { Part, Row } from './measure.js';
import { bareNode, ENV, EXECUTABLE, folder, PACKAGE, type Place, peer } from './place.js';

const NAMES = Array.from({ length: 20 }, (_, index) => `SETTING_${index + 1}`);
const DATABASE = '${DATABASE_URL}';

/** Nothing is connected to: what dbcheck costs an application that it finds nothing wrong with. */
export function starts(place: Place): Part {
  const env = {
    ...ENV,
    DATABASE_URL: 'postgresql://app:s3cr3t-of-the-bench@db.example.com/app',
    ...Object.fromEntries(NAMES.map((name) => [name, 'a-value-of-some-length'])),
  };
  const nothing = folder(place, 'nothing');
  const json = folder(place, 'json', {
    'dbcheck.json': JSON.stringify({
      env: Object.fromEntries(NAMES.map((name) => [name, 'required'])),
      databases: { main: { url: DATABASE } },
    }),
  });
  const yaml = folder(place, 'yaml', {
    'dbcheck.yaml': `env:\n${NAMES.map((name) => `  ${name}: required\n`).join('')}databases:\n  main: { url: "${DATABASE}" }\n`,
  });
  const files = folder(place, 'peers', {
    '.env': NAMES.map((name) => `${name}=a-value-of-some-length\n`).join(''),
    '.env.schema': NAMES.map((name) => `# @required\n${name}=\n`).join(''),
    'envalid.js': `const { cleanEnv, str } = require('envalid'); cleanEnv(process.env, { ${NAMES.map((name) => `${name}: str()`).join(', ')} });`,
  });
  const STATIC = ['--offline', '--skip', 'stray', '--quiet'];
  const rows = (artefact: string, program: readonly string[]): Row[] => [
    { name: `${artefact}: --version`, command: [...program, '--version'], cwd: nothing, env },
    {
      name: `${artefact}: no configuration`,
      command: [...program, '--offline', '--quiet'],
      cwd: nothing,
      env,
    },
    {
      name: `${artefact}: 20 variables, flags`,
      command: [...program, '--require', NAMES.join(','), ...STATIC],
      cwd: nothing,
      env,
    },
    { name: `${artefact}: 20 variables, JSON`, command: [...program, ...STATIC], cwd: json, env },
    { name: `${artefact}: 20 variables, YAML`, command: [...program, ...STATIC], cwd: yaml, env },
  ];
  const envalid = place.programs.get('envalid');
  return {
    title: 'Nothing is connected to',
    rows: [
      bareNode(place),
      ...rows('npm package', PACKAGE),
      ...rows('executable', EXECUTABLE),
      ...(envalid
        ? [
            {
              name: 'envalid, 20 variables',
              command: [process.execPath, 'envalid.js'],
              cwd: files,
              env: { ...env, NODE_PATH: envalid.path },
            },
          ]
        : []),
      ...peer(place, 'dotenvx', ['run', '--quiet', '--', 'true'], {
        name: 'dotenvx run -- true',
        cwd: files,
        env,
      }),
      ...peer(place, 'varlock', ['run', '--', 'true'], { name: 'varlock run -- true', cwd: files, env }),
    ],
  };
}
