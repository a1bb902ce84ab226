import { BlockList, isIP } from 'node:net';
import { networkInterfaces } from 'node:os';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8);
loopback.addAddress('::1', 'ipv6');

export function isLoopback(address: string): boolean {
  return loopback.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

/** An address of this machine itself: what it refuses, this machine refuses. */
export function isOwnAddress(address: string): boolean {
  return isLoopback(address) || interfaces().some((each) => each.address === address);
}

/** Whether there is any network but the loopback. */
export function hasNetwork(): boolean {
  return interfaces().some(({ internal }) => !internal);
}

function interfaces() {
  return Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
}
