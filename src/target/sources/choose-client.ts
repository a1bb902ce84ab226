import { readerOfFramework } from '../clients/frameworks.js';
import type { Seen } from '../fault.js';
import type { FormName } from '../forms/form.js';
import { lookAtForm } from '../forms/index.js';
import { detectClient } from '../project/detect-client.js';
import { type Project, readProject } from '../project/project.js';

/** Whose reading counts, and why. */
export interface Chosen {
  /** A `reader` name or an alias of one; `any` where nothing tells. */
  readonly client: string;
  /** In words, for `inspect`; null where nothing tells. */
  readonly label: string | null;
  readonly seen: readonly Seen[];
}

/** The project in the working directory, looked at when it is first asked for. */
export type ProjectHere = () => Project;

export function projectIn(cwd: string): ProjectHere {
  let project: Project | null = null;
  return () => {
    project ??= readProject(cwd);
    return project;
  };
}

/** What is known of the client besides the project: the configuration, or the name of a variable. */
export interface Named {
  readonly client: string;
  readonly label: string;
}

/** The client for a URL. */
export function clientForText(text: string, named: Named | null, project: ProjectHere): Chosen {
  const { form, dialect } = lookAtForm(text);
  if (named) return byName(named, dialect, form);
  // A text of no known form has something else wrong with it.
  if (form === 'url' && dialect === null) return NOBODY;
  return found(detectClient(project(), { dialect, form }));
}

/** The client for separate parts. */
export function clientForParts(dialect: string | null, named: Named | null, project: ProjectHere): Chosen {
  if (named) return byName(named, dialect);
  return dialect === null ? NOBODY : found(detectClient(project(), { dialect, form: null }));
}

const NOBODY: Chosen = { client: 'any', label: null, seen: [] };

function byName({ client, label }: Named, dialect: string | null, form: FormName | null = null): Chosen {
  return { client: readerOfFramework(client, dialect, form) ?? client, label, seen: [] };
}

function found(detected: ReturnType<typeof detectClient>): Chosen {
  if (!detected) return NOBODY;
  const { client, file, name } = detected;
  return { client, label: `${file} names ${name}`, seen: [{ file, name }] };
}
