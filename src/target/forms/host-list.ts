import type { Reader } from '../clients/reader.js';
import { fault, type OpenFault } from '../fault.js';

export interface HostList {
  /** Each host as it is written, with its offset in the list. */
  readonly items: readonly { readonly text: string; readonly offset: number }[];
  /** Parted by encoded commas alone, so that the one port behind them is for every host. */
  readonly sharesPort: boolean;
}

/**
 * Parts `a:1,b:2`. libpq makes a list of the names and one of the ports, and decodes each as a whole: `a%2Cb` is two
 * names, for which the list of ports has no comma. `start` is the offset of the text in the value.
 */
export function splitHostList(text: string, start: number, reader: Reader, faults: OpenFault[]): HostList {
  const encoded = reader.decodesHostList && !text.includes('[') ? text.search(/%2c/i) : -1;
  const items = parted(text, encoded < 0 ? ',' : /,|%2c/i);
  if (encoded < 0) return { items, sharesPort: false };
  const column = start + encoded + 1;
  faults.push(fault('url/bad-host', 'encoded-comma', { part: 'host', column, severity: 'warning' }));
  const colon = text.indexOf(':');
  const inPorts = colon >= 0 && /%2c/i.test(text.slice(colon));
  if (text.includes(',') || inPorts) faults.push(fault('url/bad-port', 'count', { part: 'port', column }));
  return { items, sharesPort: true };
}

function parted(text: string, separator: string | RegExp): { text: string; offset: number }[] {
  let offset = 0;
  return text.split(separator).map((item) => {
    const here = { text: item, offset };
    offset += item.length + (text[offset + item.length] === '%' ? 3 : 1);
    return here;
  });
}
