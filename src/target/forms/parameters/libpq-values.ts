import { nearestName } from '../../../nearest-name.js';
import type { Parameter } from '../../clients/read-tls.js';
import { fault, type OpenFault } from '../../fault.js';
import { isIP } from '../../ip-address.js';

const TLS_VERSIONS = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'];
const PROTOCOLS = ['3.0', '3.2', 'latest'];
/** The keywords of libpq 18 that take one of a few words; it refuses others before it connects. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  target_session_attrs: ['any', 'read-write', 'read-only', 'primary', 'standby', 'prefer-standby'],
  gssencmode: ['disable', 'prefer', 'require'],
  channel_binding: ['disable', 'prefer', 'require'],
  load_balance_hosts: ['disable', 'random'],
  sslnegotiation: ['postgres', 'direct'],
  sslcertmode: ['disable', 'allow', 'require'],
  min_protocol_version: PROTOCOLS,
  max_protocol_version: PROTOCOLS,
  ssl_min_protocol_version: TLS_VERSIONS,
  ssl_max_protocol_version: TLS_VERSIONS,
};
/** Whose capitals do not count, and which may be empty. */
const LENIENT = ['ssl_min_protocol_version', 'ssl_max_protocol_version'];
const METHODS = ['password', 'md5', 'gss', 'sspi', 'scram-sha-256', 'oauth', 'none'];
const INTEGERS = [
  'connect_timeout',
  'keepalives',
  'keepalives_idle',
  'keepalives_interval',
  'keepalives_count',
  'tcp_user_timeout',
];
/** The least and the greatest version of something. */
const RANGES = [
  { min: 'min_protocol_version', max: 'max_protocol_version', order: PROTOCOLS },
  { min: 'ssl_min_protocol_version', max: 'ssl_max_protocol_version', order: TLS_VERSIONS },
] as const;

/** Values that libpq refuses, of keywords that it knows. `hosts`: how many are named. */
export function libpqValueFaults(given: readonly Parameter[], hosts: number): OpenFault[] {
  return [...given.flatMap(wrongValue), ...wrongRanges(given), ...wrongAddresses(given, hosts)];
}

function wrongValue({ name, value, column }: Parameter): OpenFault[] {
  const words = Object.hasOwn(WORDS, name) ? WORDS[name] : undefined;
  if (!isWrong(name, value, words)) return [];
  const known = name === 'require_auth' ? METHODS : words;
  const instead = known ? (nearestName(value, known) ?? known.join(', ')) : 'NUMBER';
  return [fault('url/bad-parameter', 'libpq-value', { part: 'query', column, name, instead })];
}

function isWrong(name: string, value: string, words: readonly string[] | undefined): boolean {
  if (name === 'require_auth') return !isMethods(value);
  if (!words) return INTEGERS.includes(name) && !/^\s*[+-]?\d{1,10}\s*$/.test(value);
  if (!LENIENT.includes(name)) return !words.includes(value);
  return value !== '' && !words.some((each) => each.toLowerCase() === value.toLowerCase());
}

/** `password,md5`, or `!password,!md5`: each known, none twice. */
function isMethods(value: string): boolean {
  if (value === '') return true;
  const written = value.split(',');
  const methods = written.map((each) => each.replace(/^!/, ''));
  const negative = written.filter((each) => each.startsWith('!')).length;
  return (
    methods.every((each) => METHODS.includes(each)) &&
    new Set(methods).size === methods.length &&
    (negative === 0 || negative === written.length)
  );
}

function wrongRanges(given: readonly Parameter[]): OpenFault[] {
  const last = (name: string) => given.findLast((each) => each.name === name);
  return RANGES.flatMap(({ min, max, order }) => {
    const [low, high] = [last(min), last(max)];
    const rank = (value: string) => order.findIndex((each) => each.toLowerCase() === value.toLowerCase());
    if (!low || !high || rank(high.value) < 0 || rank(low.value) <= rank(high.value)) return [];
    return [fault('url/bad-parameter', 'version-order', { part: 'query', column: low.column, name: min })];
  });
}

/** `hostaddr=A,B`: addresses, and as many as there are hosts. */
function wrongAddresses(given: readonly Parameter[], hosts: number): OpenFault[] {
  const last = given.findLast(({ name }) => name === 'hostaddr');
  if (!last || last.value === '') return [];
  const addresses = last.value.split(',');
  const { column } = last;
  const faults: OpenFault[] = [];
  if (addresses.some((each) => each !== '' && isIP(each) === 0))
    faults.push(fault('url/bad-host', 'hostaddr', { part: 'host', column }));
  if (hosts > 0 && addresses.length !== hosts)
    faults.push(fault('url/bad-host', 'hostaddr-count', { part: 'host', column }));
  return faults;
}
