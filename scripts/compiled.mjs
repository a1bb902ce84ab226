// What the build works out so that no start has to: the module stays the source, and its result takes its place.
import './strip-types.mjs';

const { ownWords } = await import('../src/target/own-words.ts');
const { compileSchema } = await import('../src/config/compile-schema.ts');

/** A literal of JSON in quotes is read faster than one of JavaScript. */
const parsed = (name, data) =>
  `export const ${name} = () => JSON.parse(${JSON.stringify(JSON.stringify(data))});`;

/** The end of a module's path to the text that the build puts there. */
const COMPILED = {
  'src/target/own-words.ts': parsed('ownWords', ownWords()),
  'src/config/compiled-schema.ts': parsed('compiledSchema', compileSchema()),
};

const compiledAs = (id) => Object.entries(COMPILED).find(([end]) => id.endsWith(end))?.[1];

/** For Rolldown. */
export const forRolldown = {
  name: 'compiled',
  load: (id) => compiledAs(id) ?? null,
};

/** For Bun. */
export const forBun = {
  name: 'compiled',
  setup(build) {
    build.onLoad({ filter: /(own-words|compiled-schema)\.ts$/ }, ({ path }) => ({
      contents: compiledAs(path),
      loader: 'js',
    }));
  },
};
