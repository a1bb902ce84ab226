/**
 * What the tests with real servers are given. `global-setup.ts` starts one PostgreSQL and one MariaDB, both
 * with TLS; a test asks for them with `inject('postgres')`, `inject('mariadb')`, `inject('certificates')`.
 */

export interface Login {
  readonly user: string;
  readonly password: string;
  /** With the password, encoded; `postgres://` or `mysql://`. */
  readonly url: string;
}

export interface ProvidedServer extends Login {
  /** `127.0.0.1`; the certificate is also good for `localhost`. */
  readonly host: string;
  readonly port: number;
  /** Belongs to `user`. */
  readonly database: string;
  /** May do everything. */
  readonly admin: Login;
  /** PostgreSQL: the folder of the socket. MariaDB: the socket itself. */
  readonly socket: string;
  /** The CA that signed the server's certificate. */
  readonly ca: string;
  /** The server's own log. */
  readonly log: string;
}

/** Paths of PEM files. A key lies beside its certificate: `.key` instead of `.crt`. */
export interface Certificates {
  readonly ca: string;
  /** A CA that signed nothing here. */
  readonly otherCa: string;
  /** Good for `localhost`, `127.0.0.1` and `::1`. */
  readonly server: string;
  readonly expired: string;
  readonly notYetValid: string;
  /** Good for `db.example.com` alone. */
  readonly wrongHost: string;
  /** Good for every name in `example.com`. */
  readonly wildcard: string;
  /** Has `localhost` as its common name alone. */
  readonly commonName: string;
  /** Of the user `cert`. */
  readonly client: string;
  readonly clientKey: string;
}

export type CertificateName = 'server' | 'expired' | 'notYetValid' | 'wrongHost' | 'wildcard' | 'commonName';

declare module 'vitest' {
  export interface ProvidedContext {
    postgres: ProvidedServer;
    mariadb: ProvidedServer;
    certificates: Certificates;
    /** Where servers live: their templates, and a folder for each one that runs. */
    serverRoom: string;
  }
}
