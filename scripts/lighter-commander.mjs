// commander starts subcommands that are programs of their own, and takes colours out of help texts. dbcheck has neither
// subprograms nor coloured help, and what commander imports for them costs at every start.
const REPLACED = {
  'node:child_process': 'export default {};',
  'node:util': 'export const stripVTControlCharacters = (text) => text;',
};

const replacementOf = (name, importer) =>
  /[\\/]commander[\\/]/.test(importer ?? '') ? REPLACED[name] : undefined;

/** For Rolldown. */
export const forRolldown = {
  name: 'lighter-commander',
  resolveId: (name, importer) => (replacementOf(name, importer) ? `\0lighter:${name}` : null),
  load: (id) => (id.startsWith('\0lighter:') ? REPLACED[id.slice('\0lighter:'.length)] : null),
};

/** For Bun. */
export const forBun = {
  name: 'lighter-commander',
  setup(build) {
    build.onResolve({ filter: /^node:/ }, ({ path, importer }) =>
      replacementOf(path, importer) ? { path, namespace: 'lighter' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'lighter' }, ({ path }) => ({
      contents: REPLACED[path],
      loader: 'js',
    }));
  },
};
