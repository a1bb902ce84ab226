import type { Parameter } from '../../clients/read-tls.js';
import { fault, type OpenFault } from '../../fault.js';
import type { WrittenHost } from '../../reading.js';
import { readPortOf } from '../hosts.js';

export interface MultiHost {
  readonly hosts: readonly WrittenHost[];
  /** The ports stand with the hosts, so that there must be none in a list of their own. */
  readonly isWhole: boolean;
}

/** A single `name:port`; anything else with a colon is a name as a whole. */
const NAME_AND_PORT = /^([A-Za-z0-9.-]{0,255}):(\d{0,20})$/;

/** SQLAlchemy's `host=a:1&host=b:2`, or `host=a,b&port=1,2` as in libpq. */
export function repeatedHosts(
  given: readonly Parameter[],
  hasPorts: boolean,
  faults: OpenFault[],
): MultiHost {
  const [only] = given;
  if (given.length === 1 && only) return single(only, hasPorts, faults);
  const hosts = given.map(({ value, column }) => {
    const [host = '', port, ...more] = value.split(':');
    if (port === undefined) return { host: host || null, port: null };
    if (more.length > 0) faults.push(fault('url/bad-port', 'not-a-number', { part: 'port', column }));
    return { host: host || null, port: portOf(port, column, faults) };
  });
  return { hosts, isWhole: true };
}

function single({ value, column }: Parameter, hasPorts: boolean, faults: OpenFault[]): MultiHost {
  const [host = '', ...others] = value.split(',');
  if (others.length > 0)
    return { hosts: [host, ...others].map((each) => ({ host: each || null, port: null })), isWhole: false };
  const [, name, port = ''] = (!hasPorts && NAME_AND_PORT.exec(value)) || [];
  if (name !== undefined)
    return { hosts: [{ host: name || null, port: portOf(port, column, faults) }], isWhole: false };
  if (/^[^/@[]*:[^:]*$/.test(value))
    faults.push(fault('url/bad-port', 'taken-for-host', { part: 'port', column, severity: 'warning' }));
  return { hosts: [{ host: value, port: null }], isWhole: false };
}

function portOf(written: string, column: number | null, faults: OpenFault[]): number | null {
  return written === '' ? null : readPortOf(written, { column }, faults);
}
