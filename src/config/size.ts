const POWERS = 'KMGTP';

/**
 * `500MB`, `1GiB`, `10k`, `1.5G` or plain bytes, in bytes. As a unit stands alone or with `B` it is a power
 * of 1000 (MB = 10^6), with `i` a power of 1024 (MiB = 2^20); its case does not matter. Null for anything else.
 */
export function parseSize(text: string): number | null {
  const [, amount, power = '', binary] = /^(\d+(?:\.\d+)?) ?(?:([kmgtp])(i)?)?b?$/i.exec(text) ?? [];
  const exponent = power === '' ? 0 : POWERS.indexOf(power.toUpperCase()) + 1;
  const bytes = Math.round(Number(amount) * (binary ? 1024 : 1000) ** exponent);
  return Number.isSafeInteger(bytes) ? bytes : null;
}
