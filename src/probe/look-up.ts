import { type LookupAddress, lookup } from 'node:dns';
import { isIP } from 'node:net';
import type { Attempt } from './attempt.js';

/** `errno` of getaddrinfo where the name exists and has no address; `code` is ENOTFOUND for both. */
const EAI_NODATA = -3007;

/**
 * The addresses of a host, in the system's order. getaddrinfo can't be called off: when the time is up it
 * is left to itself, and the process may live until it answers.
 */
export async function lookUp(attempt: Attempt, host: string): Promise<string[]> {
  if (isIP(host)) return [host];
  attempt.enter('name', host);
  const started = performance.now();
  const ms = () => Math.round(performance.now() - started);
  const addresses = await attempt.within(ask(host), () =>
    attempt.failed('connect/dns-unavailable', { host, code: null, ms: ms() }),
  );
  if (Array.isArray(addresses)) {
    const found = addresses.map(({ address }) => address);
    attempt.note(`${host}: ${found.join(', ')}`);
    return found;
  }

  const { code = 'unknown', errno } = addresses;
  const { services, container, kubernetes } = attempt.request.surroundings;
  const near = services.map(({ name, from }) => ({ name, from }));
  if (!host.includes('.')) {
    throw attempt.failed('connect/service-not-found', {
      host,
      code,
      services: near,
      container: container.length > 0,
      kubernetes,
    });
  }
  if (code !== 'ENOTFOUND') throw attempt.failed('connect/dns-unavailable', { host, code, ms: ms() });
  throw attempt.failed('connect/dns-not-found', {
    host,
    reason: errno === EAI_NODATA ? 'no-address' : 'no-such-name',
    services: near,
  });
}

function ask(host: string): Promise<LookupAddress[] | NodeJS.ErrnoException> {
  return new Promise((resolve) => {
    lookup(host, { all: true, order: 'verbatim' }, (error, addresses) => resolve(error ?? addresses));
  });
}
