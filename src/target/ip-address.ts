/** Of four numbers without leading zeros, as inet_pton(3) takes it. */
const IPV4 = /^((25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(?!$)|$)){4}$/;
const IPV6 = /^([\da-f:]+(?:[\d.]+)?)(%[\w.-]+)?$/i;

/** 4, 6, or 0 for what is no address: `isIP` of node:net, which loads all of its sockets. */
export function isIP(text: string): 0 | 4 | 6 {
  if (isIPv4(text)) return 4;
  return isIPv6(text) ? 6 : 0;
}

export function isIPv4(text: string): boolean {
  return IPV4.test(text);
}

/** May have the scope of an interface: `fe80::1%eth0`. */
export function isIPv6(text: string): boolean {
  const address = IPV6.exec(text)?.[1];
  return address !== undefined && URL.canParse(`http://[${address}]`);
}
