import { driver, type Ecosystem, framework, type Package, POSTGRES, SERVERS, textIn } from './listing.js';
import { tomlEntries } from './toml-entries.js';

const FILE = 'Cargo.toml';
const TABLES = ['dependencies', 'dev-dependencies', 'build-dependencies'];

/** Rust: Cargo.toml. */
export const rust: Ecosystem = {
  name: 'rust',
  clients: [
    framework('sqlx', ['sqlx', 'sea-orm']),
    framework(null, ['rbatis', 'loco-rs']),
    driver('libpq', ['diesel', 'diesel-async', 'pq-sys'], POSTGRES),
    driver(null, ['tokio-postgres', 'postgres', 'deadpool-postgres', 'bb8-postgres'], POSTGRES),
    driver(null, ['mysql', 'mysql_async'], SERVERS),
  ],
  marks: (name) => /^Cargo\.(toml|lock)$|\.rs$/.test(name),
  list(files) {
    const text = textIn(files, FILE);
    if (text === null) return null;
    const packages = tomlEntries(text).flatMap(({ path }): Package[] => {
      // Also `[workspace.dependencies]` and `[target.'cfg(unix)'.dependencies]`.
      const at = path.findIndex((key) => TABLES.includes(key));
      const name = at < 0 ? undefined : path[at + 1];
      return name ? [{ name, written: name, file: FILE, dev: path[at] !== 'dependencies' }] : [];
    });
    return { packages, complete: false, files: [FILE] };
  },
};
