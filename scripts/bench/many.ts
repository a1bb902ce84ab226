import type { Part } from './measure.js';
import { ENV, folder, PACKAGE, type Place, urlAt } from './place.js';

export const COUNTS = [1, 10, 100, 1000] as const;

/** Many databases in one configuration, all of them the same one. */
export function many(place: Place): Part {
  const env = { ...ENV, DATABASE_URL: urlAt(place.roomy, place.roomy, '?sslmode=disable') };
  return {
    title: 'Databases in one configuration',
    share: 0.5,
    rows: COUNTS.map((count) => {
      const databases = Object.fromEntries(
        Array.from({ length: count }, (_, index) => [`shard-${index + 1}`, { url: '${DATABASE_URL}' }]),
      );
      const cwd = folder(place, `many-${count}`, { 'dbcheck.json': JSON.stringify({ databases }) });
      return {
        name: nameOf(count),
        command: [...PACKAGE, '--quiet', '--timeout', '60s'],
        cwd,
        env,
      };
    }),
  };
}

export function nameOf(count: number): string {
  return count === 1 ? '1 database' : `${count} databases`;
}
