import type { Words } from './value-facts.js';

export const defaultCredentialsWords = {
  'well-known': {
    says: () => 'has a password that stands in every list of defaults, or is the name of the user',
    because: () =>
      'Images, templates and tutorials set such passwords, and whoever scans for databases tries them',
    fix: (_, subject) => [
      'Give the user a password of its own; openssl rand -hex 24 makes one that needs no encoding',
      `Set ${subject} to it`,
    ],
  },
} satisfies Record<string, Words>;

export const providerWords = {
  'user-form': {
    says: ({ name }) => `has a user that ${name} cannot tell the database by`,
    because: ({ name, instead }) => `The user of ${name} has the form ${instead} at this host`,
    fix: ({ instead }, subject) => [`Write the user as ${instead} in ${subject}; the console shows it`],
  },
  'tls-switched-off': {
    says: ({ name }) => `switches TLS off, and ${name} takes no login without it`,
    fix: ({ instead }, subject) => [`Write ${instead} in ${subject}`],
  },
  'tls-not-asked': {
    says: ({ name }) => `does not ask for TLS, and ${name} takes no login without it`,
    because: ({ client }) =>
      client === 'any'
        ? 'libpq tries TLS first when nothing is said; node-pg, postgres.js, mysql2 and JDBC drivers of MariaDB do not'
        : `${client} goes without TLS when nothing is said`,
    fix: ({ instead }, subject) => [
      instead === null
        ? 'Switch TLS on in the options of the client'
        : `Write ${instead} in ${subject}, or switch TLS on in the options of the client`,
    ],
  },
  'transaction-pooler': {
    says: ({ name }) => `goes to a pooler of ${name} that shares a connection between transactions`,
    because: () =>
      'Named prepared statements, LISTEN, SET, advisory locks and temporary tables do not outlive a transaction there; migrations fail or hang',
    fix: (_, subject) => [
      `For migrations and sessions set ${subject} to the direct connection; for short requests leave it, and switch prepared statements off (Prisma: pgbouncer=true; postgres.js: prepare: false; asyncpg: statement_cache_size=0)`,
    ],
  },
  'read-only': {
    says: ({ name }) => `goes to an endpoint of ${name} that only reads`,
    because: () => 'Migrations and writes fail there',
    fix: (_, subject) => [`Set ${subject} to the writer endpoint, if the application writes`],
  },
  'ipv6-only': {
    says: ({ name }) => `names a host of ${name} that has IPv6 addresses alone`,
    because: () =>
      'Docker networks, Vercel, Render, GitHub Actions and many offices have IPv4 alone: ENETUNREACH or ENOTFOUND',
    fix: (_, subject) => [
      `Where there is no IPv6, set ${subject} to the session pooler, or buy the IPv4 address`,
    ],
  },
  'private-network': {
    says: ({ name }) => `names a host of the private network of ${name}`,
    because: () =>
      'The name is known to services inside alone: not on other machines, and often not during a build',
    fix: (_, subject) => [`Outside of that network set ${subject} to the public address`],
  },
  'channel-binding': {
    says: ({ client }) =>
      `has the parameter channel_binding, which ${client} sends to the server as a setting`,
    because: () => 'libpq knows it; a server answers: unrecognized configuration parameter "channel_binding"',
    fix: (_, subject) => [`Remove channel_binding from ${subject}`],
  },
} satisfies Record<string, Words>;
