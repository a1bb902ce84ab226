import { type Ecosystem, framework, SERVERS, textIn } from './listing.js';

const FILE = 'mix.exs';

/** Elixir: mix.exs. */
export const elixir: Ecosystem = {
  name: 'elixir',
  clients: [framework('ecto', ['ecto_sql'], { dialects: SERVERS })],
  marks: (name) => /^mix\.(exs|lock)$/.test(name),
  list(files) {
    const text = textIn(files, FILE);
    if (text === null) return null;
    const packages = [...text.matchAll(/\{\s{0,8}:([a-z0-9_]{1,80})\s{0,8},/g)].map(([, name = '']) => ({
      name,
      written: name,
      file: FILE,
      dev: false,
    }));
    return { packages, complete: false, files: [FILE] };
  },
};
