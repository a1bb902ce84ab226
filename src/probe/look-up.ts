import type { LookupAddress } from 'node:dns';
import { isIP } from 'node:net';
import type { FactsOf } from '../findings/catalogue.js';
import { isBun } from '../is-bun.js';
import { now } from '../now.js';
import type { Attempt } from './attempt.js';
import type { Failed } from './failed.js';
import { type Asked, askEach, nameServers } from './name-servers.js';
import { hasNetwork } from './own-address.js';
import { type Surroundings, servicesBeside } from './surroundings.js';

/** `errno` of getaddrinfo where the name exists and has no address; `code` is ENOTFOUND for both. */
const EAI_NODATA = -3007;
/** What a name server may take for the second experiment. */
const PATIENCE_MS = 1000;

/**
 * The addresses of a host, in the system's order. getaddrinfo can't be called off: when the time is up it
 * is left to itself, and the process may live until it answers.
 */
export async function lookUp(attempt: Attempt, host: string): Promise<string[]> {
  if (isIP(host)) return [host];
  attempt.enter('name', host);
  const started = now();
  const ms = () => Math.round(now() - started);
  const system = nameServers();
  let asked: Asked | undefined;
  // While the system still waits, each of its name servers is asked on its own: one of them may be dead.
  const half = attempt.remainingMs() / 2;
  const asking = setTimeout(() => {
    asked = askEach(host, system.servers, half);
  }, half);
  const seen = () => ({
    host,
    ms: ms(),
    network: hasNetwork(),
    system,
    asked: (asked?.answers ?? []).map((says) => ({
      ...says,
      cname: says.cname === null ? null : attempt.request.scrub(says.cname),
    })),
  });
  try {
    const addresses = await attempt.within(ask(host), () =>
      attempt.failed('connect/dns-unavailable', { ...seen(), code: null }),
    );
    if (Array.isArray(addresses)) {
      const found = addresses.map(({ address }) => address);
      attempt.note(`${host}: ${found.join(', ')}`);
      return found;
    }
    asked?.cancel();
    asked = askEach(host, system.servers, PATIENCE_MS);
    const patience = Math.min(PATIENCE_MS, attempt.remainingMs() / 2);
    await attempt.within(asked.done, () => new Error('late'), patience).catch(() => {});
    throw await notFound(attempt, addresses, seen());
  } finally {
    clearTimeout(asking);
    asked?.cancel();
  }
}

async function notFound(
  attempt: Attempt,
  { code = 'unknown', errno }: NodeJS.ErrnoException,
  seen: Omit<FactsOf<'connect/dns-unavailable'>, 'code'>,
): Promise<Failed> {
  const { host } = seen;
  const { surroundings } = attempt.request;
  const { kubernetes, platform } = surroundings;
  const container = surroundings.container.length > 0;
  const services = await servicesBeside(host, surroundings);
  const facts = { ...seen, services, container, kubernetes };
  const isService = mayComeUp(host, surroundings) || services.some(({ name }) => name === host);
  if (isService && (code === 'ENOTFOUND' || !host.includes('.'))) {
    // Render gives its databases names without a dot, which no other place will ever know.
    const elsewhere = attempt.target.provider?.name === 'Render' && platform !== 'Render';
    return attempt.failed(
      'connect/service-not-found',
      { ...facts, code },
      elsewhere ? { transient: false } : {},
    );
  }
  if (code !== 'ENOTFOUND') return attempt.failed('connect/dns-unavailable', { ...seen, code });
  // Bun has one number for both; the name servers were asked since.
  const known = errno === EAI_NODATA || (isBun && seen.asked.some(({ a }) => a === 'ENODATA'));
  const reason = known ? 'no-address' : 'no-such-name';
  return attempt.failed('connect/dns-not-found', { ...facts, reason });
}

/**
 * The name of a container or of a Service: it exists once what it names runs. In a pod those have dots as
 * well: `db.orders`, `db.orders.svc`, and `db-0.db` of a StatefulSet.
 */
function mayComeUp(host: string, { kubernetes }: Surroundings): boolean {
  if (/^localhost\.?$/i.test(host) || host.includes(':')) return false;
  if (!host.includes('.')) return true;
  return kubernetes && (/\.svc(\.|$)|\.cluster\.local\.?$/.test(host) || /^[^.]+\.[^.]+$/.test(host));
}

function ask(host: string): Promise<LookupAddress[] | NodeJS.ErrnoException> {
  return new Promise((resolve) => {
    process
      .getBuiltinModule('node:dns')
      .lookup(host, { all: true, order: 'verbatim' }, (error, addresses) => resolve(error ?? addresses));
  });
}
