import { networkInterfaces } from 'node:os';

/** Of an address, and not of a name. */
export function isLoopback(address: string): boolean {
  return /^(::ffff:)?127\.\d+\.\d+\.\d+$|^(0*:)+0*1$/i.test(address);
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
