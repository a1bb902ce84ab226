import { readFileSync } from 'node:fs';
import { isLoopback } from './own-address.js';

/** The line of the hosts file that answered for a name, before any name server. */
export interface HostsLine {
  readonly file: string;
  readonly line: number;
  readonly address: string;
  readonly host: string;
}

const FILE = '/etc/hosts';

/** Null where the name servers gave the address, or where the line is the one that every machine has. */
export function hostsLineOf(host: string, addresses: readonly string[]): HostsLine | null {
  if (/^localhost\.?$/i.test(host) && addresses.every(isLoopback)) return null;
  const name = host.toLowerCase().replace(/\.$/, '');
  for (const [index, text] of linesOf(FILE).entries()) {
    const [address = '', ...names] = text.replace(/#.*/, '').trim().split(/\s+/);
    const isIt = names.some((each) => each.toLowerCase() === name);
    if (isIt && addresses.includes(address)) return { file: FILE, line: index + 1, address, host };
  }
  return null;
}

export function linesOf(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch {
    return []; // a machine without the file has no such lines
  }
}
