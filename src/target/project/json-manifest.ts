import { jsonOf } from '../json.js';
import { type Package, textIn } from './listing.js';
import type { ProjectFiles } from './project-files.js';

/** A manifest in JSON, whose sections name packages by their keys. */
export interface JsonManifest {
  has(section: string): boolean;
  packages(section: string, dev: boolean): readonly Package[];
}

/** Null where it is missing or no JSON. */
export function jsonManifest(files: ProjectFiles, file: string): JsonManifest | null {
  const text = textIn(files, file);
  const value = text === null ? undefined : jsonOf(text);
  if (value === undefined) return null;
  const sections = objectOf(value);
  return {
    has: (section) => sections[section] !== undefined,
    packages: (section, dev) =>
      Object.keys(objectOf(sections[section])).map((name) => ({ name, written: name, file, dev })),
  };
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
