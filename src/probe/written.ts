import type { Attempt } from './attempt.js';

/** Where the target was written, for fixes that name the place. */
export interface Written {
  /** As one URL, and not in parts. */
  readonly url: boolean;
  /** Where the password stands or belongs: `PGPASSWORD`, `databases.main.password`. */
  readonly passwordIn: string;
  /** The same for the user. */
  readonly userIn: string;
  /** `databases.main`; `databases.NAME` where the configuration does not have it. */
  readonly settings: string;
}

export function writtenAt({ target, request: { subject } }: Attempt): Written {
  const { sources, name } = target;
  const labels = Object.values(sources);
  const discovered = labels.some(
    (label) => label === `variable ${name}` || label.startsWith(`variable ${name} (`),
  );
  const settings = `databases.${discovered ? 'NAME' : name}`;
  const place = sources['host'] ?? sources['socket'] ?? sources['dialect'];
  // A URL gives dialect and place at once; parts have a label each.
  const url = place === undefined ? !subject.includes('.') : sources['dialect'] === place;
  const placeOf = (field: 'password' | 'user') => {
    const label = sources[field];
    if (label !== undefined) return label.replace(/^(variable|configuration) /, '').replace(/, with .*/, '');
    if (url) return subject;
    return discovered ? name.replace(/HOST$/, field.toUpperCase()) : `${settings}.${field}`;
  };
  return { url, passwordIn: placeOf('password'), userIn: placeOf('user'), settings };
}
