/** What the server answered, and to whom. */
export type Answered = {
  place: string;
  /** `PostgreSQL`, or `MySQL or MariaDB`. */
  family: string;
  user: string | null;
  database: string | null;
  /** What tells the cures of one code apart. */
  reason: string | null;
  /** The pooler or provider whose words these are; null for the database itself. */
  by: string | null;
  sqlstate: string | null;
  errno: number | null;
  /** The server's words; null where it had none, or where they are not shown. */
  answer: string | null;
  /** They are not shown, because masks in them would tell a short password. */
  hidden: boolean;
  encrypted: boolean;
  /** What became of the same login over TLS: `works`, or a code; null where that was not tried. */
  overTls: string | null;
  /** Which databases this login sees, where the one that is configured is not there; null where that was not asked. */
  databases: readonly string[] | null;
  /** This process runs in a pod. */
  kubernetes: boolean;
  /** Where the login stands. */
  written: { url: boolean; passwordIn: string; userIn: string; settings: string };
};

/** The evidence: number, SQLSTATE and words, and whose they are. */
export function said({ place, sqlstate, errno, answer, hidden, by }: Answered): string[] {
  if (answer === null && !hidden) return [];
  const number = [errno, sqlstate].filter((each) => each !== null).join(', ');
  const text = hidden ? "the server's text is not shown, for it repeats the password" : answer;
  return [
    `${place} answered${number ? ` ${number}` : ''}: ${text}`,
    ...(by === null ? [] : [`These are words of ${by}`]),
  ];
}

export const isPostgres = ({ family }: Answered) => family === 'PostgreSQL';
/** Of a user or a database that is there. */
export const nameOf = (name: string | null) =>
  name === null || name === '' ? 'without a name' : `"${name}"`;
/** `the user "app"`; where none is configured, says so. */
export const theUser = (user: string | null) =>
  user === null || user === '' ? 'a login without a user name' : `the user "${user}"`;
/** Where no user is configured. */
export const USER = 'USER';
