import { type Entry, entry } from './entry.js';
import { ambiguousWords, badEscapeWords } from './words/credentials.js';
import { wrongFormWords } from './words/form.js';
import { badParameterWords, ignoredParameterWords } from './words/parameters.js';
import { badHostWords, badPortWords, missingPartWords } from './words/place.js';
import { defaultCredentialsWords, providerWords } from './words/providers.js';
import { notAUrlWords } from './words/raw-value.js';
import {
  evidence,
  onceMended,
  place,
  readingsInWords,
  type ValueFacts,
  type Words,
} from './words/value-facts.js';

type About = Pick<Entry, 'severity' | 'title' | 'page'>;

/** The entry of a code whose words depend on the reason. */
export function ofReasons(reasons: Readonly<Record<string, Words>>, about: About): Entry<ValueFacts> {
  const words = (facts: ValueFacts): Words => {
    const found = reasons[facts.reason];
    if (!found) throw new Error(`no words for the reason ${facts.reason}`);
    return found;
  };
  return entry<ValueFacts>({
    ...about,
    transient: false,
    message: (subject, facts) => `${subject} ${words(facts).says(facts)}`,
    why: (subject, facts) => {
      const because = words(facts).because?.(facts, subject);
      return [
        ...(because ? [because] : []),
        ...readingsInWords(facts),
        ...place(facts),
        ...onceMended(facts.reads),
        ...evidence(facts),
      ];
    },
    fix: (subject, facts) => words(facts).fix(facts, subject),
  });
}

export const urlFindings = {
  'url/not-a-url': ofReasons(notAUrlWords, {
    severity: 'error',
    title: 'A value that should be a connection string is something else',
    page: `dbcheck looks at the raw value before any driver does: quotes, blanks, line ends, byte order marks, the
line of a file or a command around it, expressions that nobody replaced, placeholders, base64, JSON,
references to secrets. A driver says something unrelated about each of these ("Invalid URL", "host base
not found", "missing = after …"), or connects to something else.

To fix it, set the variable to the connection string alone. facts.reason says what was found, facts.column
where.`,
  }),

  'url/ambiguous': ofReasons(ambiguousWords, {
    severity: 'error',
    title: 'Clients do not read this connection string alike',
    page: `The characters @ : / ? # [ ] % mean something in a URL. Where one of them stands unencoded in a password,
clients part: some end the password at the first "@", some at the last, some end the host at a "#". The
same string then leads to different servers, and a piece of the password becomes a host's name, which goes
to the name server and into error messages. dbcheck shows no host of such a string and looks none up.

To fix it, percent-encode user and password: @ is %40, : is %3A, / is %2F, ? is %3F, # is %23, [ is %5B,
] is %5D, % is %25. The encoded form is right for every client that reads URLs.

The same code tells of a user, a database, a file or a host with something behind a ";", "," or ":"
(?user=app;password=…): no client separates parts so, and the password would be sent and shown as a piece of
the name. Write "&" between parameters, and ":" unencoded between user and password.

It tells as well of a host that is said twice, and of sqlite:///x, which is relative for some clients and
absolute for others; "client" in the configuration says which one counts.`,
  }),

  'url/bad-host': ofReasons(badHostWords, {
    severity: 'error',
    title: 'The host is none',
    page: `A host is a name, an IPv4 address, or an IPv6 address in brackets; for PostgreSQL also the directory of a
Unix socket. A port, a scheme, a blank or a quote in it makes a name that no name server knows.

To fix it, leave the host alone in its place. In a URL the port goes behind a colon; with separate variables
it has a variable of its own.`,
  }),

  'url/bad-port': ofReasons(badPortWords, {
    severity: 'error',
    title: 'The port is none',
    page: `A port is a whole number from 1 to 65535. Drivers react to anything else in different ways; some take their
default in silence.

Two frequent makers: a password with an unencoded "/", "#" or "?", which ends the host early, so that a
piece of the password stands where the port is read; and Kubernetes, which sets MYSQL_PORT to
tcp://10.0.0.1:3306 where a service is called mysql (enableServiceLinks: false switches that off).`,
  }),

  'url/bad-escape': ofReasons(badEscapeWords, {
    severity: 'error',
    title: 'A character is not encoded, or wrongly',
    page: `In a URL "%" and two hexadecimal digits stand for a byte. A "%" that begins no such escape, a raw blank, or
bytes that are no UTF-8 are errors to some clients and plain characters to others.

To fix it, write %25 for a "%" and %20 for a blank, and encode text as UTF-8.`,
  }),

  'url/bad-parameter': ofReasons(badParameterWords, {
    severity: 'error',
    title: 'A parameter of a connection string has the wrong name, value or form',
    page: `Clients do not have the same parameters. libpq refuses a string with one that it does not know; SQLAlchemy
hands every one to the driver as an argument; Node's clients ignore most. The words for TLS differ most:
sslmode=require in libpq, ssl-mode=REQUIRED in MySQL, ssl=require for asyncpg under SQLAlchemy,
ssl={"rejectUnauthorized":true} for mysql2.

To fix it, use the words of the client that reads this string; "client" in the configuration says which one
that is.`,
  }),

  'url/missing-part': ofReasons(missingPartWords, {
    severity: 'error',
    title: 'A connection string lacks a part',
    page: `A part that is not written is filled in by the client, each in its own way: without a host libpq takes the
local socket and Node localhost; without a database PostgreSQL takes one with the name of the user. Often
the maker of the string had a variable without a value.

To fix it, write the part. What is left out on purpose (a password where the server asks for none) is a
warning only.`,
  }),

  'url/wrong-form': ofReasons(wrongFormWords, {
    severity: 'error',
    title: 'A connection string is in a form that this client does not read',
    page: `There are many forms of connection strings: URLs, libpq's keyword=value, JDBC, the DSN of go-sql-driver,
ADO.NET, PDO, and each client reads one or two of them. What it does with another form is anything between
an error and another database.

To fix it, write the form that the client reads; facts.reason says what was found.`,
  }),

  'url/ignored-parameter': ofReasons(ignoredParameterWords, {
    severity: 'warning',
    title: 'The client passes over a parameter without a word',
    page: `A parameter that belongs to another client is ignored in silence. Where it asked for TLS, the session may
go in clear text although the string says otherwise: mysql2 does not know ssl-mode, and TypeORM drops
everything behind "?".

To fix it, use the client's own word, or its options in the code. To make sure of it, demand TLS with
tls in the configuration: dbcheck then fails when the application does not ask for it.`,
  }),

  'url/default-credentials': ofReasons(defaultCredentialsWords, {
    severity: 'warning',
    title: 'The password is one that everybody tries first',
    page: `The password is a word from the lists of defaults (those of images, templates and tutorials), or the same as the
name of the user. Whoever reaches the port is in. dbcheck does not say which of them it is.

To fix it, give the user a password of its own (ALTER USER … PASSWORD …), and set the variable to it. Outside of
production, and for a database on this machine, it is told as information only.`,
  }),

  'url/provider': ofReasons(providerWords, {
    severity: 'warning',
    title: 'The provider of this database expects something else',
    page: `dbcheck knows the hosts of the usual providers, and what holds there: a pooler that shares one connection
between transactions, an endpoint that takes no writes, a host that has IPv6 addresses alone, the form of the
name of the user, TLS that is required, a network that is private. facts.reason says what was found.

An error where the provider refuses the login (a pooler of Supabase with the user postgres, TLS that is switched off
where it is required); otherwise a warning: the address may be meant.`,
  }),
};
