import { expect, test } from 'vitest';
import { preview, recognise } from '../../src/probe/first-bytes.js';
import { parseGreeting } from '../../src/probe/mysql-greeting.js';
import { mysqlError, mysqlGreeting, postgresAuthentication, postgresError } from '../servers/fakes.js';

test.each([
  ['SSH-2.0-OpenSSH_9.2p1\r\n', 'SSH'],
  ['HTTP/1.1 400 Bad Request\r\n', 'HTTP'],
  ['<html><head><title>400', 'HTTP'],
  ['+PONG\r\n', 'Redis'],
  ['-NOAUTH Authentication required.\r\n', 'Redis'],
  ['220 mail.example.com ESMTP Postfix\r\n', 'SMTP'],
  ['220 (vsFTPd 3.0.3)\r\n', 'FTP or SMTP'],
  ['* OK IMAP4rev1\r\n', 'IMAP'],
  ['ERROR\r\n', 'memcached'],
  ['\x15\x03\x01\0\x02\x02\x46', 'TLS'],
  [
    'HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\nIt looks like you are trying to access MongoDB over HTTP',
    'MongoDB',
  ],
  ['HTTP/1.0 200 OK\r\nX-elastic-product: Elasticsearch\r\n\r\n{', 'Elasticsearch'],
  ['AMQP\0\0\x09\x01', 'RabbitMQ (AMQP)'],
  ['INFO {"server_id":"x"}\r\n', 'NATS'],
  ['\x04\x01\0\x30\0\0\x01\0\0\0', 'SQL Server'],
  ['\0\x08\0\0\x0b\0\0\0', 'Oracle'],
  ['\x84\0\0\0\0\0\0\0\x45\0\0\0\x0a', 'Cassandra'],
  ['S', 'PostgreSQL'],
  ['N', 'PostgreSQL'],
  ['something else', null],
  ['', null],
])('%j is %s', (bytes, service) => {
  expect(recognise(Buffer.from(bytes, 'latin1'))).toBe(service);
});

test.each([
  [mysqlGreeting('5.5.5-10.11.19-MariaDB-0+deb12u1'), 'MariaDB 10.11.19'],
  [mysqlGreeting('11.4.2-MariaDB-ubu2404'), 'MariaDB 11.4.2'],
  [mysqlGreeting('8.4.3'), 'MySQL 8.4.3'],
  [mysqlGreeting('8.0.11-TiDB-v7.5.0'), 'MySQL 8.0.11'],
  [mysqlError(0, 1040, 'Too many connections'), 'MySQL or MariaDB'],
  [postgresError('57P03', 'the database system is starting up'), 'PostgreSQL'],
  [postgresAuthentication(10), 'PostgreSQL'],
])('the first packet of a server names it: %#', (bytes, service) => {
  expect(recognise(bytes)).toBe(service);
});

test('an error before the greeting is read with and without its SQLSTATE', () => {
  for (const sqlstate of ['', 'HY000']) {
    const bytes = mysqlError(0, 1130, 'Host is not allowed', sqlstate);
    expect(parseGreeting(bytes)).toEqual({ kind: 'error', errno: 1130, text: 'Host is not allowed' });
  }
});

test('every part of a greeting that is cut off is no greeting, and no crash', () => {
  const whole = mysqlGreeting('8.4.3');
  for (let length = 0; length < whole.length; length += 1) {
    expect(parseGreeting(whole.subarray(0, length))).toBeNull();
  }
});

test('bytes are shown as text only where they are text', () => {
  const same = (text: string) => text;
  expect(preview(Buffer.from('HTTP/1.1 200 OK\r\nServer: x'), same)).toBe('"HTTP/1.1 200 OK"');
  expect(preview(Buffer.from('HTTP/1.1 400 Bad Request\r\nServer: nginx\r\n'), same)).toBe(
    '"HTTP/1.1 400 Bad Request", "Server: nginx"',
  );
  expect(preview(Buffer.from([0x15, 3, 1, 0, 2]), same)).toBe('15 03 01 00 02');
  expect(preview(Buffer.from([1, 0x53, 0x33]), (text) => text.replace('S3', '…'))).not.toContain('53 33');
});
