import net from 'node:net';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isIP } from '../../src/target/ip-address.js';

const address = fc.oneof(
  fc.ipV4(),
  fc.ipV6(),
  fc.ipV6().map((ip) => `${ip}%eth0`),
  fc.string({ unit: fc.constantFrom(...'0123456789abcdef:.%[]/?#@g '), maxLength: 24 }),
  fc.array(fc.nat(300), { minLength: 3, maxLength: 5 }).map((numbers) => numbers.join('.')),
  fc
    .array(fc.nat(0x11000), { minLength: 6, maxLength: 9 })
    .map((groups) => groups.map((each) => each.toString(16)).join(':')),
  fc.constantFrom(
    '',
    '::',
    '::1',
    '1::',
    ':::',
    '::ffff:1.2.3.4',
    '1.2.3.4::',
    '01.2.3.4',
    '1.2.3.4.',
    '::1%',
    '1::2::3',
  ),
);

it('an address is what Node takes for one', () => {
  fc.assert(
    fc.property(address, (text) => {
      expect([text, isIP(text)]).toEqual([text, net.isIP(text)]);
    }),
    {
      numRuns: 3000,
    },
  );
});
