import { isIP } from 'node:net';
import type { Attempt } from './attempt.js';
import type { Endpoint } from './endpoint.js';
import type { Failed } from './failed.js';
import { hostsLineOf } from './hosts-file.js';
import { listenersNear } from './listeners.js';
import { hasNetwork, isLoopback, isOwnAddress } from './own-address.js';
import { servicesBeside } from './surroundings.js';
import { NO_ANSWER, type Try } from './tries.js';

/** What all the addresses together mean; a name may have an address of a family that leads nowhere. */
export async function unreached(
  attempt: Attempt,
  { host, port, place }: Endpoint & { kind: 'tcp' },
  tries: readonly Try[],
): Promise<Failed> {
  const { surroundings } = attempt.request;
  const { kubernetes, platform } = surroundings;
  const has = (...results: string[]) => tries.some(({ result }) => results.includes(result));
  const addresses = tries.map(({ address }) => address);
  const hostsLine = hostsLineOf(host, addresses);
  const container = surroundings.container.length > 0;
  if (has(NO_ANSWER)) {
    return attempt.failed('connect/timeout', { place, tries, ms: attempt.elapsedMs(), hostsLine, platform });
  }
  if (has('ECONNREFUSED')) {
    const services = await servicesBeside(host, surroundings);
    const own = addresses.every(isOwnAddress);
    const { places, sockets } = own
      ? listenersNear(port, attempt.target.dialect)
      : { places: [], sockets: [] };
    const facts = { place, tries, kubernetes, services, listening: places, sockets, hostsLine, platform };
    if (container && !hostsLine && addresses.every(isLoopback)) {
      const signs = surroundings.container;
      return attempt.failed('connect/localhost-in-container', { ...facts, signs }, { transient: kubernetes });
    }
    // Of a port for the host alone; the service's own port would be another one for as long as it runs.
    const [published = null] = own
      ? []
      : services
          .filter(({ name }) => name === host)
          .flatMap(({ name, from, ports }) => ports.map((each) => ({ name, from, ...each })))
          .filter((each) => each.published === port && each.target !== port);
    return attempt.failed(
      'connect/refused',
      { ...facts, named: isIP(host) === 0, container, published },
      published ? { transient: false } : {},
    );
  }
  if (has('ECONNRESET')) {
    return attempt.failed('connect/closed', { place, stage: 'first-bytes', errno: 'ECONNRESET' });
  }
  const ipv6Only = tries.every(({ address }) => isIP(address) === 6);
  // Without a ready pod, kube-proxy rejects what goes to the address of a Service.
  const noEndpoints = kubernetes && has('EHOSTUNREACH');
  return attempt.failed(
    'connect/unreachable',
    {
      place,
      tries,
      reason: has('EACCES', 'EPERM')
        ? 'forbidden'
        : noEndpoints
          ? 'no-endpoints'
          : ipv6Only
            ? 'ipv6-only'
            : 'no-route',
      network: hasNetwork(),
      provider: attempt.target.provider?.name ?? null,
      hostsLine,
    },
    noEndpoints ? { transient: true } : {},
  );
}
