import { nearestName } from '../../nearest-name.js';
import type { Parameter } from '../clients/read-tls.js';
import { fault, type OpenFault } from '../fault.js';

/** The keywords of libpq 18 that take one of a few words; it refuses others before it connects. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  target_session_attrs: ['any', 'read-write', 'read-only', 'primary', 'standby', 'prefer-standby'],
  gssencmode: ['disable', 'prefer', 'require'],
  channel_binding: ['disable', 'prefer', 'require'],
  load_balance_hosts: ['disable', 'random'],
  sslnegotiation: ['postgres', 'direct'],
  sslcertmode: ['disable', 'allow', 'require'],
};
const INTEGERS = [
  'connect_timeout',
  'keepalives',
  'keepalives_idle',
  'keepalives_interval',
  'keepalives_count',
  'tcp_user_timeout',
];

/** Values that libpq refuses, of keywords that it knows. */
export function libpqValueFaults(given: readonly Parameter[]): OpenFault[] {
  return given.flatMap(({ name, value, column }) => {
    const words = WORDS[name];
    if (value === '' || !isWrong(name, value, words)) return [];
    const instead = words ? (nearestName(value, words) ?? words.join(', ')) : 'NUMBER';
    return [fault('url/bad-parameter', 'libpq-value', { part: 'query', column, name, instead })];
  });
}

function isWrong(name: string, value: string, words: readonly string[] | undefined): boolean {
  return words ? !words.includes(value) : INTEGERS.includes(name) && !/^\s*[+-]?\d{1,10}\s*$/.test(value);
}
