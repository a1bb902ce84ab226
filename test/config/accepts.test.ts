import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { accepts, type Compiled } from '../../src/config/accepts.js';
import { compileSchema } from '../../src/config/compile-schema.js';
import { configSchema } from '../../src/config/schema.js';
import '../seed.js';

const SCHEMA = compileSchema();

/** What a text may have to be, and what only looks so. */
const TEXTS = [
  ...['A_URL', 'B=1', '1A', 'é', 'a b', 'main', '', 'x', '.', '-'],
  ...['${A}', '${A:-x}', '${', '${A:?why}', '$A', 'data/${A}'],
  ...['5s', '0s', '0', '1.5m', '5', '-5s', '10MB', '2 GiB', 'MB', '>=14', '>=10.6 <12', '=>14'],
  ...[
    '5432',
    '0.5',
    '65536',
    '99999999999999999999',
    'postgres',
    'oracle',
    'verify-ca',
    '[a-z]+',
    '(',
    '\\p{L}',
  ],
  ...['env/missing', 'error', 'off', 'forbidden', 'required', '__proto__', 'toString', 'when'],
];

/** Data that mostly holds to a schema. */
function near(schema: Compiled): fc.Arbitrary<unknown> {
  const wanted = ((): fc.Arbitrary<unknown> => {
    switch (schema.is) {
      case 'boolean':
        return fc.boolean();
      case 'enum':
        return fc.constantFrom(...schema.values);
      case 'number':
        return fc.oneof(fc.integer({ min: -1, max: 70_000 }), fc.double());
      case 'text':
        return fc.constantFrom(...TEXTS.filter((each) => accepts(schema, each)), ...TEXTS.slice(0, 4));
      case 'list':
        return fc.array(near(schema.of), { maxLength: 2 });
      case 'record':
        return fc.dictionary(near(schema.key).map(String), near(schema.of), { maxKeys: 2 });
      case 'mapping': {
        const entries = Object.entries(schema.keys).map(([key, each]) => [key, near(each)] as const);
        return fc
          .tuple(fc.record(Object.fromEntries(entries), { requiredKeys: [] }), fc.nat(2 ** 20))
          .map(([all, bits]) => {
            // A few keys of many, so that now and then all of them are right.
            const some = Object.entries(all).filter(
              ([key], index) => schema.needs.includes(key) || (bits >> index) % 4 === 0,
            );
            return Object.fromEntries(some);
          });
      }
      case 'either':
        return fc.oneof(...schema.of.map(near));
    }
  })();
  const other = fc.oneof(
    fc.constantFrom(...TEXTS, null, undefined, 1n, Number.NaN, true, []),
    fc.anything({ maxDepth: 1 }),
  );
  return fc.oneof({ weight: 60, arbitrary: wanted }, { weight: 1, arbitrary: other });
}

test('the compiled schema accepts what zod accepts', () => {
  let accepted = 0;
  fc.assert(
    fc.property(near(SCHEMA), (data) => {
      if (!accepts(SCHEMA, data)) return;
      accepted += 1;
      const { error } = z.safeParse(configSchema(), data);
      expect(error?.issues).toBeUndefined();
    }),
    { numRuns: 3000 },
  );
  expect(accepted).toBeGreaterThan(300);
});

test('what the compiled schema leaves to zod is mostly wrong', () => {
  const verdicts = { right: 0, wrong: 0 };
  fc.assert(
    fc.property(near(SCHEMA), (data) => {
      if (accepts(SCHEMA, data)) return;
      verdicts[z.safeParse(configSchema(), data).success ? 'right' : 'wrong'] += 1;
    }),
    { numRuns: 1000 },
  );
  expect(verdicts.wrong).toBeGreaterThan(100);
  expect(verdicts.right).toBeLessThan(verdicts.wrong / 5);
});
