/** The paths of everything in a value: `spec.containers.0.image`. */
function paths(value: unknown, at: readonly string[] = []): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => {
    const path = [...at, key];
    return [path.join('.'), ...paths(each, path)];
  });
}

/** A view of a value that tells which of its fields are read. */
function watched(value: object, read: (path: string) => void, at: readonly string[] = []): object {
  return new Proxy(value, {
    get(target, key, receiver) {
      const each: unknown = Reflect.get(target, key, receiver);
      if (typeof key === 'symbol') return each;
      const path = [...at, key];
      read(path.join('.'));
      return typeof each === 'object' && each !== null ? watched(each, read, path) : each;
    },
  });
}

/**
 * The fields of a value that a schema's validator never looks at. The published schemas of Kubernetes let any
 * further field pass, but a validator reads no field that its schema does not name: those are misspelt or misplaced.
 */
export function unknownFields(value: object, validate: (value: object) => void): string[] {
  const known = new Set<string>();
  validate(watched(value, (path) => known.add(path)));
  return paths(value).filter((path) => !known.has(path));
}
