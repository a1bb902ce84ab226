import type { DatabaseSettings, Settings } from '../../config/settings.js';
import { observe } from '../../findings/observe.js';
import { nearestName } from '../../nearest-name.js';
import type { Observation } from '../../report.js';
import type { Variables } from '../../variables/variables.js';
import { clientNames } from '../clients/readers.js';
import { databaseOf } from '../database-of.js';
import { factsOf, fault } from '../fault.js';
import { misfits } from '../project/misfits.js';
import { mismatches } from '../project/mismatches.js';
import type { Database } from '../target.js';
import { clientForParts, clientForText, type Named, type ProjectHere } from './choose-client.js';
import { type Described, describeParts, describeUrl } from './described.js';
import { fillLogin } from './fill-login.js';
import { type Given, givenByKey } from './given.js';
import { dialectOfParts, type GivenParts } from './parts.js';

const PARTS = ['dialect', 'host', 'port', 'user', 'password', 'database', 'socket', 'file'] as const;

/** A database of the configuration: its URL where that is not empty, else its parts. */
export function declaredDatabase(
  name: string,
  written: DatabaseSettings,
  settings: Settings,
  variables: Variables,
  project: ProjectHere,
): Database {
  const path = ['databases', name];
  const given = (text: string | number | undefined, ...keys: (string | number)[]): Given | undefined =>
    text === undefined ? undefined : givenByKey(text, [...path, ...keys], settings, variables);
  const { tls = {} } = written;
  const files = defined({
    ca: given(tls.ca, 'tls', 'ca'),
    cert: given(tls.cert, 'tls', 'cert'),
    key: given(tls.key, 'tls', 'key'),
  });
  const url = given(written.url, 'url');
  const all = defined(Object.fromEntries(PARTS.map((part) => [part, given(written[part], part)])));
  const parts = usedParts({ ...all, ...defined({ tlsMode: given(tls.mode, 'tls', 'mode') }), ...files });
  const placed = ['host', 'socket', 'file'].some((part) => parts[part]?.value);
  const byParts = !url || (url.value === '' && placed);
  const used = byParts ? Object.values(parts) : [url, ...Object.values(files)];
  const expanded = expandOptions(written, given);
  const missing = [...used, ...expanded.used].flatMap((each) => each.missing);
  const source = settings.positionOf(path);
  const declaration = {
    name,
    settings: expanded.settings,
    source,
    variables: [...used, ...expanded.used].flatMap((each) => each.variables),
  };
  if (missing.length > 0) {
    const alternatives =
      byParts || url.value !== '' ? [] : Object.values(parts).flatMap((each) => each.missing);
    const all = [...missing, ...alternatives];
    return {
      ...declaration,
      variables: [...new Set(declaration.variables)],
      target: null,
      known: null,
      observations: [],
      missing: all.filter(
        ({ variable }, index) => all.findIndex((each) => each.variable === variable) === index,
      ),
    };
  }
  const named = clientOf(expanded.settings, given(written.client, 'client'));
  const subject = path.join('.');
  const dialect = dialectOfParts(parts)?.dialect ?? null;
  const described = byParts
    ? describeParts(parts, {
        chosen: clientForParts(dialect, named, project),
        dialect: null,
        dialectLabel: null,
        subject,
        source,
      })
    : describeDeclaredUrl(url, named, variables, project);
  const labels = Object.fromEntries(Object.entries(files).map(([key, { label }]) => [key, label]));
  return databaseOf(
    { ...described, sources: { ...described.sources, ...labels } },
    {
      ...declaration,
      files: Object.fromEntries(Object.entries(files).map(([key, { value }]) => [key, value])),
      observations: unknownClient(named?.client ?? 'any', name, settings),
    },
    variables.secrets,
  );
}

function clientOf({ client }: DatabaseSettings, given: Given | undefined): Named | null {
  return client ? { client, label: given?.label ?? 'configuration' } : null;
}

function describeDeclaredUrl(
  url: Given,
  named: Named | null,
  variables: Variables,
  project: ProjectHere,
): Described {
  const chosen = clientForText(url.value, named, project);
  const described = fillLogin(describeUrl(url, chosen, variables), variables);
  // Who writes `client: any` wants none of the project.
  if (named?.client.toLowerCase() === 'any') return described;
  return {
    ...described,
    mismatches: [
      ...mismatches(url.value, described.reading, project(), named && chosen.client),
      ...(chosen.label === null ? misfits(url.value, project()) : []),
    ],
  };
}

function defined<T>(entries: Readonly<Record<string, T | undefined>>): Record<string, T> {
  return Object.fromEntries(
    Object.entries(entries).filter((entry): entry is [string, T] => entry[1] !== undefined),
  );
}

/** An SQLite file has no host, and a server no file: what the dialect does not use may be unset. */
function usedParts(parts: GivenParts): Record<string, Given> {
  const { file, database, dialect, ...others } = parts;
  const isSqlite = dialectOfParts(parts)?.dialect === 'sqlite';
  return defined<Given>(
    isSqlite ? { dialect, file, database: file ? undefined : database } : { ...others, dialect, database },
  );
}

/** The other keys that may hold expressions. */
function expandOptions(
  written: DatabaseSettings,
  given: (text: string | number | undefined, ...keys: (string | number)[]) => Given | undefined,
): { settings: DatabaseSettings; used: readonly Given[] } {
  const one = defined({
    client: given(written.client, 'client'),
    version: given(written.version, 'version'),
    replicas: given(written.replicas, 'replicas'),
  });
  const leftovers = (written.leftovers ?? []).map((each, index) => given(each, 'leftovers', index));
  const lists = leftovers.filter((each) => each !== undefined);
  return {
    settings: {
      ...written,
      ...Object.fromEntries(Object.entries(one).map(([key, { value }]) => [key, value])),
      ...(lists.length > 0 ? { leftovers: lists.map(({ value }) => value) } : {}),
    },
    used: [...Object.values(one), ...lists],
  };
}

function unknownClient(client: string, name: string, settings: Settings): Observation[] {
  if (clientNames.includes(client.toLowerCase())) return [];
  const where = { part: 'value', instead: nearestName(client, clientNames) } as const;
  const found = { ...fault('dialect/client-mismatch', 'unknown-client', where), client: 'any' };
  const source = settings.positionOf(['databases', name, 'client']);
  return [observe(found.code, `databases.${name}.client`, factsOf(found), { source, database: name })];
}
