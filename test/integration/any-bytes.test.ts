import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { probed, targetOf, tls } from '../probe/targets.js';
import { DIALECTS } from '../servers/dialects.js';
import * as fakes from '../servers/fakes.js';
import { TIMED } from '../timed.js';

/** What a real server says first, so that the garbage after it reaches the driver. */
const OPENINGS = {
  postgres: [
    Buffer.alloc(0),
    Buffer.from('N'),
    Buffer.from('S'),
    fakes.postgresAuthentication(0),
    fakes.postgresAuthentication(5),
    fakes.postgresMessage('R', Buffer.from([0, 0, 0, 10]), 'SCRAM-SHA-256\0\0'),
    Buffer.concat([fakes.postgresAuthentication(0), fakes.postgresMessage('Z', 'I')]),
  ],
  mariadb: [
    Buffer.alloc(0),
    fakes.mysqlGreeting('8.4.3'),
    fakes.mysqlGreeting('8.4.3', 'caching_sha2_password'),
    Buffer.concat([fakes.mysqlGreeting('8.4.3'), fakes.mysqlOk(2)]),
    Buffer.concat([fakes.mysqlGreeting('8.4.3'), fakes.mysqlSwitchTo('caching_sha2_password')]),
  ],
};

/** Bytes that look like a message of either protocol more often than chance would have it. */
const garbage = fc.oneof(
  fc.uint8Array({ maxLength: 64 }).map((bytes) => Buffer.from(bytes)),
  fc
    .tuple(fc.constantFrom(...'RSKZETDCNv'), fc.uint8Array({ maxLength: 32 }))
    .map(([type, bytes]) => fakes.postgresMessage(type, Buffer.from(bytes))),
  fc
    .tuple(fc.nat({ max: 5 }), fc.uint8Array({ minLength: 1, maxLength: 32 }))
    .map(([sequence, bytes]) => fakes.mysqlPacket(sequence, Buffer.from(bytes))),
);

describe.each(DIALECTS)('where $server is expected', ({ dialect }) => {
  test('whatever is answered, the result is a finding', TIMED, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...OPENINGS[dialect]),
        fc.array(garbage, { maxLength: 4 }),
        fc.constantFrom('disable', 'prefer', 'require'),
        async (opening, messages, mode) => {
          const fake = await fakes.startFake((socket) => {
            if (dialect === 'mariadb') socket.write(opening);
            else socket.once('data', () => socket.write(opening));
            const left = [...messages];
            socket.on('data', () => {
              const next = left.shift();
              if (next) socket.write(next);
              else socket.end();
            });
          });
          try {
            const hosts = [{ host: '127.0.0.1', port: fake.port }];
            const target = targetOf({
              dialect,
              hosts,
              user: 'app',
              password: 'Anchor.3-willow',
              tls: tls(mode),
            });
            const { status, observations } = await probed(target, { timeoutMs: 150 });
            expect(status).toBe('failed');
            expect(observations.length).toBeGreaterThan(0);
          } finally {
            await fake.close();
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});
