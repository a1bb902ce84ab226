/** What became of one address; `result` is the system's code, or `no answer`. */
export type Tries = readonly {
  readonly address: string;
  readonly port: number;
  readonly result: string;
  readonly ms: number;
}[];

const RESULTS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refused',
  ECONNRESET: 'reset',
  ENETUNREACH: 'no route to its network (ENETUNREACH)',
  EHOSTUNREACH: 'no route to it (EHOSTUNREACH)',
  EACCES: 'forbidden by a rule of this machine (EACCES)',
  EPERM: 'forbidden by a rule of this machine (EPERM)',
  EADDRNOTAVAIL: 'this machine has no address of that family (EADDRNOTAVAIL)',
};

/** Few are read; a name with twenty addresses fails the same way at each. */
const SHOWN = 4;

export function triesInWords(tries: Tries): string[] {
  const lines = tries.slice(0, SHOWN).map(({ address, port, result, ms }) => {
    const where =
      port === 0 ? address : address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
    return `${where}: ${RESULTS[result] ?? result} after ${ms} ms`;
  });
  const more = tries.length - SHOWN;
  return more > 0 ? [...lines, `and ${more} more addresses`] : lines;
}

/** The line of the hosts file that gave the address. */
export type HostsLine = {
  readonly file: string;
  readonly line: number;
  readonly address: string;
  readonly host: string;
};

export function hostsLineInWords(line: HostsLine | null): string[] {
  return line === null
    ? []
    : [
        `${line.file} line ${line.line} gives the address: ${line.address} ${line.host} (no name server was asked)`,
      ];
}

export const portOf = (place: string) => place.slice(place.lastIndexOf(':') + 1);
export const hostOf = (place: string) => place.slice(0, place.lastIndexOf(':'));
