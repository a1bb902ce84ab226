import { connect, createServer } from 'node:net';
import { TLSSocket, type TLSSocketOptions } from 'node:tls';

/** What a front saw of its last client. */
export interface TlsFront {
  readonly port: number;
  /** The names that clients asked for, in their order; false where one asked for none. */
  readonly asked: readonly (string | false | null)[];
  close(): Promise<void>;
}

const SSL_REQUEST_BYTES = 8;

/**
 * Speaks TLS before a real PostgreSQL, as a proxy does: with every certificate, version and chain that a test
 * makes up. `direct`: from the first byte, which PostgreSQL itself does from version 17 on.
 */
export async function startTlsFront(
  to: { readonly host: string; readonly port: number },
  { direct = false, ...options }: TLSSocketOptions & { readonly direct?: boolean },
): Promise<TlsFront> {
  const asked: (string | false | null)[] = [];
  const open = new Set<{ destroy(): void }>();
  const server = createServer((raw) => {
    open.add(raw);
    raw.on('error', () => {});
    const encrypt = () => {
      const secured = new TLSSocket(raw, { ...options, isServer: true });
      // The alert is still on its way.
      secured.on('error', () => raw.end());
      secured.once('secure', () => {
        asked.push((secured as TLSSocket & { servername: string | false | null }).servername);
        const behind = connect(to);
        open.add(behind);
        behind.on('error', () => secured.destroy()).on('close', () => secured.end());
        secured.on('close', () => behind.destroy());
        secured.pipe(behind).pipe(secured);
      });
    };
    if (direct) encrypt();
    else
      raw.once('readable', () => {
        raw.read(SSL_REQUEST_BYTES);
        raw.write('S');
        encrypt();
      });
  });
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    asked,
    close: () => {
      for (const each of open) each.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
