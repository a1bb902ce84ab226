import { dotnet } from './dotnet.js';
import { elixir } from './elixir.js';
import { go } from './go.js';
import { jvm } from './jvm.js';
import type { Ecosystem, EcosystemName, Listing } from './listing.js';
import { node } from './node.js';
import { php } from './php.js';
import { type ProjectFiles, projectFiles } from './project-files.js';
import { python } from './python.js';
import { ruby } from './ruby.js';
import { rust } from './rust.js';

const ECOSYSTEMS: readonly Ecosystem[] = [python, node, php, ruby, go, rust, jvm, elixir, dotnet];

/** One ecosystem of a project, and what its files list. */
export interface Side {
  readonly ecosystem: Ecosystem;
  /** Null where something of it lies here, and no file that lists packages. */
  readonly listing: Listing | null;
}

/** What can be seen of the application that the databases belong to. */
export interface Project {
  /** The ecosystems that files here belong to. */
  readonly sides: readonly Side[];
}

/** Looks at the manifests in `cwd`; a file that is missing, huge or unreadable is passed over. */
export function readProject(cwd: string): Project {
  return projectOf(projectFiles(cwd));
}

export function projectOf(files: ProjectFiles): Project {
  const names = files.list();
  const sides = ECOSYSTEMS.map((ecosystem) => ({ ecosystem, listing: ecosystem.list(files) }));
  return { sides: sides.filter(({ ecosystem, listing }) => listing !== null || names.some(ecosystem.marks)) };
}

export function sideOf({ sides }: Project, name: EcosystemName): Side | null {
  return sides.find(({ ecosystem }) => ecosystem.name === name) ?? null;
}
