import { providerOf } from '../../target/providers.js';
import { readValue } from '../../target/read.js';
import type { Target } from '../../target/target.js';
import type { Context } from '../context.js';

/** The names that frameworks and platforms have for the connection past a pooler. */
const DIRECT =
  /^(DIRECT_(DATABASE_)?URL|\w{0,60}(_DIRECT_URL|_URL_NON_POOLING|_URL_UNPOOLED|_URL_DIRECT|UNPOOLED_URL))$/;

/** Whether a variable leads to the database of the same provider, and to another host or port than the pooler's. */
export function hasDirectSibling({ variables }: Context, target: Target | null): boolean {
  return variables.names.some((name) => {
    const value = DIRECT.test(name) ? variables.get(name).value?.trim() : undefined;
    if (!value || !target) return false;
    const { dialect, hosts, faults } = readValue(value);
    const provider = (host: string | null, port: number | null) =>
      providerOf({ dialect, host, port, socket: null });
    const [first] = hosts;
    const found = provider(first?.host ?? null, first?.port ?? null);
    return (
      faults.every(({ severity }) => severity !== 'error') &&
      dialect === target.dialect &&
      found?.name === target.provider?.name &&
      found?.endpoint !== 'pooler-transaction'
    );
  });
}
