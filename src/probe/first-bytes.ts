import { parseGreeting } from './mysql-greeting.js';

/** How services open a conversation, or answer what they do not understand. */
const OPENINGS: readonly (readonly [RegExp, string])[] = [
  [/^SSH-/, 'SSH'],
  [/^HTTP\/\d.*It looks like you are trying to access MongoDB/s, 'MongoDB'],
  [/^HTTP\/\d.*("cluster_name"|x-elastic-product|"tagline")/is, 'Elasticsearch'],
  [/^HTTP\/\d.*X-ClickHouse|^HTTP\/\d.*Port 9000 is for clickhouse/is, 'ClickHouse'],
  [/^HTTP\/\d.*Docker-Distribution-Api-Version/is, 'a Docker registry'],
  [/^HTTP\/\d/, 'HTTP'],
  [/^<(!doctype|html)/i, 'HTTP'],
  [/^[+]PONG|^-(ERR|NOAUTH|DENIED|NOPERM|LOADING)/, 'Redis'],
  [/^220[ -].*(SMTP|mail|Postfix|Exim)/i, 'SMTP'],
  [/^220[ -]/, 'FTP or SMTP'],
  [/^\* OK/, 'IMAP'],
  [/^[+]OK/, 'POP3'],
  [/^AMQP/, 'RabbitMQ (AMQP)'],
  [/^RFB \d/, 'VNC'],
  [/^INFO \{/, 'NATS'],
  [/^(ERROR|STORED|END)\r\n/, 'memcached'],
  [/^\x04\x01\0.\0\0.\0/s, 'SQL Server'],
  [/^\0.\0\0[\x04\x0b]\0/s, 'Oracle'],
  [/^[\x83-\x86]\0..[\0\x06]/s, 'Cassandra'],
  [/^[\x14-\x17]\x03[\0-\x04]/, 'TLS'],
  [/^\x05\0\0\0\x0b/, 'the MySQL X protocol'],
  [/^[SN]$/, 'PostgreSQL'],
  [/^E\0\0.{2}[A-Z]|^R\0\0\0/s, 'PostgreSQL'],
];

/** A web server says who it is some lines down. */
const LOOKED_AT = 1024;

/** What service speaks like this, or null. */
export function recognise(bytes: Buffer): string | null {
  const greeting = parseGreeting(bytes);
  if (greeting) return greeting.kind === 'greeting' ? greeting.server : 'MySQL or MariaDB';
  const text = bytes.subarray(0, LOOKED_AT).toString('latin1');
  return OPENINGS.find(([opening]) => opening.test(text))?.[1] ?? null;
}

/** The first bytes for a report: text where it is text, else hexadecimal; nothing where a secret is in them. */
export function preview(bytes: Buffer, scrub: (text: string) => string): string {
  const whole = bytes.toString('utf8');
  const raw = bytes.toString('latin1');
  if (scrub(whole) !== whole || scrub(raw) !== raw)
    return `${bytes.length} bytes that are not shown, for a secret is among them`;
  const head = bytes.subarray(0, 48);
  const line = head.toString('latin1').split(/\r?\n/, 1)[0] ?? '';
  if (/^[\x20-\x7e]{3,}$/.test(line)) {
    const server = /^HTTP\/.*?\r?\n(Server: [\x20-\x7e]{1,80})\r?\n/is.exec(raw)?.[1];
    return [line, server].flatMap((each) => (each ? [JSON.stringify(each)] : [])).join(', ');
  }
  return [...head.subarray(0, 16)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
}
