// Not the namespace: a bundler makes one of it by copying a hundred properties at each start.
import {
  access as accessOf,
  readFile as contentOf,
  type Dirent,
  lstat as lstatOf,
  readdir as readdirOf,
  realpath as realpathOf,
  type Stats,
  stat as statOf,
} from 'node:fs';

/**
 * Calls of the file system as promises. Those of `node:fs/promises` are the same; loading that module costs a thirtieth
 * of a start.
 */
export const readFile: {
  (path: string): Promise<Buffer>;
  (path: string, encoding: 'utf8'): Promise<string>;
} = (path: string, encoding?: 'utf8') =>
  promised<never>((done) => contentOf(path, encoding, done as (error: Error | null, data: unknown) => void));

export const realpath = (path: string) => promised<string>((done) => realpathOf.native(path, done));
export const stat = (path: string) => promised<Stats>((done) => statOf(path, done));
export const lstat = (path: string) => promised<Stats>((done) => lstatOf(path, done));
export const access = (path: string) => promised<void>((done) => accessOf(path, done));
export const entriesOf = (folder: string) =>
  promised<Dirent[]>((done) => readdirOf(folder, { withFileTypes: true }, done));

function promised<T>(call: (done: (error: Error | null, result?: T) => void) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    call((error, result) => (error ? reject(error) : resolve(result as T)));
  });
}
