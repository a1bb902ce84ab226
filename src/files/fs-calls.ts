import * as fs from 'node:fs';

/**
 * Calls of the file system as promises. Those of `node:fs/promises` are the same; loading that module costs a thirtieth
 * of a start.
 */
export const readFile: {
  (path: string): Promise<Buffer>;
  (path: string, encoding: 'utf8'): Promise<string>;
} = (path: string, encoding?: 'utf8') =>
  promised<never>((done) =>
    fs.readFile(path, encoding, done as (error: Error | null, data: unknown) => void),
  );

export const realpath = (path: string) => promised<string>((done) => fs.realpath.native(path, done));
export const stat = (path: string) => promised<fs.Stats>((done) => fs.stat(path, done));
export const lstat = (path: string) => promised<fs.Stats>((done) => fs.lstat(path, done));
export const access = (path: string) => promised<void>((done) => fs.access(path, done));
export const entriesOf = (folder: string) =>
  promised<fs.Dirent[]>((done) => fs.readdir(folder, { withFileTypes: true }, done));

function promised<T>(call: (done: (error: Error | null, result?: T) => void) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    call((error, result) => (error ? reject(error) : resolve(result as T)));
  });
}
