/** How the system looks names up, and what each of its servers said of this one when it was asked alone. */
export type NameSystem = {
  readonly servers: readonly string[];
  readonly search: readonly string[];
  readonly ndots: number;
};

export type Asked = readonly {
  readonly server: string;
  readonly a: number | string;
  readonly aaaa: number | string;
  readonly cname: string | null;
}[];

const SAYS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'no such name (NXDOMAIN)',
  ENODATA: 'the name exists, without an address',
  ESERVFAIL: 'SERVFAIL, it could not find out',
  EREFUSED: 'REFUSED, it does not answer this machine for this name',
  ETIMEOUT: 'no answer',
  ECONNREFUSED: 'not reachable',
  EBADNAME: 'not a name that can be asked for',
};

export function askedInWords(host: string, { servers, search, ndots }: NameSystem, asked: Asked): string[] {
  const dots = host.split('.').length - 1;
  return [
    ...asked.map(({ server, a, aaaa, cname }) => {
      const alias = cname === null ? '' : `, an alias (CNAME) of ${cname}`;
      return `Name server ${server} of /etc/resolv.conf: ${saysOf(a, aaaa)}${alias}`;
    }),
    ...(asked.length === 0 ? [`Name servers of /etc/resolv.conf: ${servers.join(', ') || 'none'}`] : []),
    ...(search.length > 0 && dots < ndots
      ? [`The system also tried it below ${search.join(', ')} (search, ndots:${ndots})`]
      : []),
    ...(asked.some(({ a, aaaa }) => Number(a) > 0 || Number(aaaa) > 0)
      ? ['A name server knows it, and the system did not: see "hosts:" in /etc/nsswitch.conf']
      : []),
  ];
}

function saysOf(a: number | string, aaaa: number | string): string {
  if (typeof a === 'number' || typeof aaaa === 'number') {
    const countOf = (each: number | string) => (typeof each === 'number' ? each : 0);
    return `A ${countOf(a)}, AAAA ${countOf(aaaa)}`;
  }
  return SAYS[a] ?? a;
}

/** A machine that is attached to no network can ask nobody. */
export const NO_NETWORK = 'This machine has no network but the loopback';
