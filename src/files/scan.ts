import { type Dirent, lstatSync, readdirSync, type Stats } from 'node:fs';
import { now } from '../now.js';
import {
  bytesWanted,
  type Candidate,
  candidatesIn,
  type DatabaseFile,
  databaseFile,
  isToolFile,
} from './database-names.js';
import { errnoOf } from './errno.js';
import { headOf, headSync } from './file-head.js';
import { entriesOf, lstat, realpath } from './fs-calls.js';
import { inTime, NoAnswer } from './in-time.js';
import { type Mount, mountOf, storageOf } from './mounts.js';

export interface Scan {
  /** Sorted by path. */
  readonly found: readonly DatabaseFile[];
  readonly files: number;
  readonly folders: number;
  /** What is never looked into, with how often it was met. */
  readonly leftOut: ReadonlyMap<string, number>;
  readonly unread: readonly Unread[];
  /** The folders that the time did not reach. */
  readonly unreached: readonly string[];
  /** Mount points, and roots, whose storage did not answer. */
  readonly hanging: readonly string[];
}

interface Unread {
  readonly path: string;
  readonly errno: string;
}

export interface ScanOptions {
  /** By `now()`. */
  readonly deadline: number;
  readonly mounts: readonly Mount[];
  /** Ends the scan as the deadline does. */
  readonly signal: AbortSignal;
}

/** How long the event loop may stand still, in milliseconds. */
const SLICE = 30;

/**
 * Looks for database files below the roots, which are absolute. Follows no symbolic link but a root itself.
 * Local folders are read synchronously, which is the fastest way; network storage, which may hang, is not.
 */
export async function scan(roots: readonly string[], options: ScanOptions): Promise<Scan> {
  const walk = new Walk(options);
  for (const root of roots) await walk.addRoot(root);
  await walk.localFolders();
  await walk.remoteFolders();
  return walk.result();
}

class Walk {
  readonly #deadline: number;
  readonly #signal: AbortSignal;
  readonly #mounts: readonly Mount[];
  readonly #points: ReadonlyMap<string, Mount>;
  /** Folders still to be read. */
  readonly #local: string[] = [];
  /** The same on network storage, by mount point. */
  readonly #remote = new Map<string, string[]>();
  readonly #roots = new Set<string>();
  readonly #found = new Map<string, DatabaseFile>();
  readonly #leftOut = new Map<string, number>();
  readonly #unread: Unread[] = [];
  readonly #hanging: string[] = [];
  readonly #unreached: string[] = [];
  #files = 0;
  #folders = 0;
  #pauseAt = 0;

  constructor({ deadline, mounts, signal }: ScanOptions) {
    this.#deadline = deadline;
    this.#signal = signal;
    this.#mounts = mounts;
    this.#points = new Map(mounts.map((mount) => [mount.point, mount]));
  }

  async addRoot(root: string): Promise<void> {
    try {
      const began = now();
      // Leaves time for the other roots where this one hangs.
      const real = await inTime(() => realpath(root), began + (this.#deadline - began) / 4);
      if (this.#roots.has(real)) return;
      this.#roots.add(real);
      const mount = mountOf(real, this.#mounts);
      this.#queue(real, mount && storageOf(mount) === 'network' ? mount.point : null);
    } catch (error) {
      if (error instanceof NoAnswer) this.#hanging.push(root);
      else this.#unread.push({ path: root, errno: errnoOf(error) ?? String(error) });
    }
  }

  async localFolders(): Promise<void> {
    this.#pauseAt = now() + SLICE;
    for (let folder = this.#local.pop(); folder !== undefined; folder = this.#local.pop()) {
      if (await this.#isLate()) {
        this.#unreached.push(folder, ...this.#local);
        return;
      }
      const entries = this.#attempt(folder, () => readdirSync(folder, { withFileTypes: true }));
      if (!entries || !this.#enter(folder, entries, null)) continue;
      const statsOf = (path: string) => this.#attempt(path, () => lstatSync(path));
      for (const candidate of candidatesIn(folder, entries, statsOf)) {
        if (candidate) {
          const head = () => headSync(candidate.path, bytesWanted(candidate));
          this.#take(candidate, this.#attempt(candidate.path, head));
        } else if (await this.#isLate()) {
          this.#unreached.push(folder);
          break;
        }
      }
    }
  }

  /** One mount after the other, so that only one can hang at a time. */
  async remoteFolders(): Promise<void> {
    for (const [point, folders] of this.#remote) {
      if (await this.#isLate()) {
        this.#unreached.push(...folders);
        continue;
      }
      try {
        for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
          await this.#remoteFolder(folder, point);
        }
      } catch (error) {
        if (!(error instanceof NoAnswer)) throw error;
        this.#hanging.push(point);
      }
    }
  }

  result(): Scan {
    const found = [...this.#found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
    return {
      found,
      files: this.#files,
      folders: this.#folders,
      leftOut: this.#leftOut,
      unread: this.#unread,
      unreached: this.#unreached,
      hanging: this.#hanging,
    };
  }

  async #remoteFolder(folder: string, point: string): Promise<void> {
    const entries = await this.#answer(folder, () => entriesOf(folder));
    if (!entries || !this.#enter(folder, entries, point)) return;
    const stats = new Map<string, Stats>();
    for (const entry of entries.filter((each) => each.isFile())) {
      const path = `${folder}/${entry.name}`;
      const own = await this.#answer(path, () => lstat(path));
      if (own) stats.set(path, own);
    }
    for (const candidate of candidatesIn(folder, entries, (path) => stats.get(path) ?? null)) {
      if (candidate)
        this.#take(
          candidate,
          await this.#answer(candidate.path, () => headOf(candidate.path, bytesWanted(candidate))),
        );
    }
  }

  /** Counts a folder and queues those in it; false for one that is not to be looked into. */
  #enter(folder: string, entries: readonly Dirent[], point: string | null): boolean {
    if (!this.#roots.has(folder) && entries.some(({ name }) => name === 'pyvenv.cfg')) {
      this.#leave('virtual environments');
      return false;
    }
    this.#folders += 1;
    for (const entry of entries) {
      const { name } = entry;
      // A worktree's and a submodule's .git is a file.
      if (isToolFile(name)) this.#leave('files of coverage');
      else if (entry.isFile() && name !== '.git') this.#files += 1;
      else if (!entry.isSymbolicLink()) {
        const leave = LEFT_OUT.get(name);
        if (leave !== undefined) this.#leave(leave);
        else if (entry.isDirectory()) this.#queue(folder === '/' ? `/${name}` : `${folder}/${name}`, point);
      }
    }
    return true;
  }

  #queue(folder: string, parentPoint: string | null): void {
    const mount = this.#points.get(folder);
    const storage = mount && storageOf(mount);
    if (storage === 'virtual') {
      this.#leave('virtual file systems');
      return;
    }
    const point = storage === undefined ? parentPoint : storage === 'network' ? folder : null;
    if (point === null) this.#local.push(folder);
    else if (this.#remote.has(point)) this.#remote.get(point)?.push(folder);
    else this.#remote.set(point, [folder]);
  }

  #take(candidate: Candidate, head: Buffer | null): void {
    const file = head && databaseFile(candidate, head);
    if (!file) return;
    const other = this.#found.get(file.path);
    if (other && file.kind === 'orphan') {
      const companions = [...new Set([...other.companions, ...file.companions])].sort();
      const modifiedAt = Math.max(other.modifiedAt, file.modifiedAt);
      const size = companions.length > other.companions.length ? other.size + file.size : other.size;
      this.#found.set(file.path, { ...file, companions, modifiedAt, size });
    } else this.#found.set(file.path, file);
  }

  /** Gives the event loop its turn; true when the time is over. */
  async #isLate(): Promise<boolean> {
    if (now() >= this.#pauseAt) {
      await new Promise((resolve) => setImmediate(resolve));
      this.#pauseAt = now() + SLICE;
    }
    return this.#signal.aborted || now() >= this.#deadline;
  }

  #attempt<T>(path: string, work: () => T): T | null {
    try {
      return work();
    } catch (error) {
      this.#failed(path, error);
      return null;
    }
  }

  async #answer<T>(path: string, work: () => Promise<T>): Promise<T | null> {
    try {
      return await inTime(work, this.#deadline);
    } catch (error) {
      if (error instanceof NoAnswer) throw error;
      this.#failed(path, error);
      return null;
    }
  }

  #failed(path: string, error: unknown): void {
    const errno = errnoOf(error);
    if (errno === null) throw error;
    // A name that is not UTF-8 can't be asked for; else what is gone went away while it was looked for.
    if (errno !== 'ENOENT' || path.includes('\uFFFD')) this.#unread.push({ path, errno });
  }

  #leave(what: string): void {
    this.#leftOut.set(what, (this.#leftOut.get(what) ?? 0) + 1);
  }
}

/** By name; a virtual environment is known by its pyvenv.cfg too. A root is looked into whatever its name. */
const LEFT_OUT = new Map([
  ['node_modules', 'node_modules'],
  ['.git', '.git'],
  ['.venv', 'virtual environments'],
  ['venv', 'virtual environments'],
  ['.tox', 'virtual environments'],
  ['.nox', 'virtual environments'],
  ['.mypy_cache', 'caches of tools'],
  ['.pytest_cache', 'caches of tools'],
  ['.ruff_cache', 'caches of tools'],
  ['.hypothesis', 'caches of tools'],
  ['.ipython', 'caches of tools'],
  ['.jupyter', 'caches of tools'],
  ['.parcel-cache', 'caches of tools'],
  ['.angular', 'caches of tools'],
  ['.nx', 'caches of tools'],
  ['.terraform', 'caches of tools'],
]);
