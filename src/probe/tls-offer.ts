import type { Socket } from 'node:net';
import { connect } from 'node:tls';
import type { Attempt } from './attempt.js';

const PATIENCE_MS = 1000;

/**
 * The version of TLS that a server takes when it is offered every one, old ones too; null where it takes none.
 * A second experiment: nothing is sent over it.
 */
export async function offeredVersion(attempt: Attempt, again: () => Promise<Socket>): Promise<string | null> {
  try {
    const raw = await attempt.within(again(), () => new Error('no answer'), PATIENCE_MS);
    const socket = attempt.own(
      connect({
        socket: raw,
        ca: [],
        rejectUnauthorized: false,
        minVersion: 'TLSv1',
        maxVersion: 'TLSv1.3',
        ciphers: 'ALL:@SECLEVEL=0',
      }),
      raw,
    );
    const secured = new Promise<string | null>((resolve, reject) => {
      socket.once('secureConnect', () => resolve(socket.getProtocol()));
      socket.once('error', reject);
      socket.once('close', () => resolve(null));
    });
    const version = await attempt.within(secured, () => new Error('no answer'), PATIENCE_MS);
    socket.destroy();
    return version;
  } catch {
    return null; // the first failure is the one to tell
  }
}
