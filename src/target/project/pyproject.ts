import { bringsMore, nameOf, releaseOf } from './requirements.js';
import { type TomlEntry, tomlEntries } from './toml-entries.js';

interface Found {
  readonly names: readonly {
    readonly written: string;
    readonly dev: boolean;
    readonly release: string | null;
  }[];
  readonly complete: boolean;
}

/** The dependencies of a pyproject.toml: PEP 621, PEP 735, Poetry, uv, PDM. Null where it lists none. */
export function readPyproject(text: string): Found | null {
  const names: { written: string; dev: boolean; release: string | null }[] = [];
  let complete = true;
  let lists = false;
  for (const entry of tomlEntries(text)) {
    const path = entry.path.join('.');
    if (path === 'project.dynamic' && entry.strings.includes('dependencies')) {
      lists = true;
      complete = false;
    }
    // A source that is a folder or a repository of one's own brings what no file here names.
    if (path.startsWith('tool.uv.sources.') && /\b(path|git|workspace|url)\s?=/.test(entry.raw))
      complete = false;
    const kind = kindOf(entry);
    if (!kind) continue;
    lists = true;
    if (kind.byKey) {
      const written = entry.path.at(-1) ?? '';
      if (written !== 'python') names.push({ written, dev: kind.dev, release: null });
      if (entry.inline && (/\b(path|git|url)\s?=/.test(entry.raw) || bringsMore(`x[${extrasOf(entry.raw)}]`)))
        complete = false;
    } else {
      for (const requirement of entry.strings) {
        const written = nameOf(requirement);
        if (written === null || bringsMore(requirement)) complete = false;
        if (written !== null) names.push({ written, dev: kind.dev, release: releaseOf(requirement) });
      }
    }
  }
  return lists ? { names, complete } : null;
}

function extrasOf(raw: string): string {
  return /extras\s?=\s?\[([^\]]{0,200})\]/.exec(raw)?.[1] ?? '';
}

/** Whether an entry lists dependencies, by its keys (Poetry) or in its strings. */
function kindOf({ path }: TomlEntry): { byKey: boolean; dev: boolean } | null {
  const [first, second, third, fourth, fifth, sixth] = path;
  if (first === 'project' && second === 'dependencies') return { byKey: false, dev: false };
  if (first === 'project' && second === 'optional-dependencies' && third) {
    return { byKey: false, dev: isDev(third) };
  }
  if (first === 'dependency-groups' && second) return { byKey: false, dev: true };
  if (first !== 'tool') return null;
  if (second === 'uv' && third === 'dev-dependencies') return { byKey: false, dev: true };
  if (second === 'pdm' && third === 'dev-dependencies') return { byKey: false, dev: true };
  if (second !== 'poetry') return null;
  if (third === 'dependencies' && fourth) return { byKey: true, dev: false };
  if (third === 'dev-dependencies' && fourth) return { byKey: true, dev: true };
  if (third === 'group' && fourth && fifth === 'dependencies' && sixth)
    return { byKey: true, dev: isDev(fourth) };
  return null;
}

function isDev(group: string): boolean {
  return /dev|test|lint|doc|type|ci/i.test(group);
}
