import { describe, expect, it } from 'vitest';
import { scanAdo } from '../../../src/target/forms/ado/scan.js';
import { readValue } from '../../../src/target/read.js';
import { timesTheLimit } from '../time-limit.js';
import { faultsOf, line, long } from './reading.js';

describe('a string is taken apart as DbConnectionStringBuilder does', () => {
  it.each([
    [
      'A=1;B=2',
      [
        ['A', '1'],
        ['B', '2'],
      ],
    ],
    [
      ' ; A = 1 ;; b c =2 ; ',
      [
        ['A', '1'],
        ['b c', '2'],
      ],
    ],
    [
      'A="x;y=z"; B=\'it\'\'s\' ;C="say ""hi"""',
      [
        ['A', 'x;y=z'],
        ['B', "it's"],
        ['C', 'say "hi"'],
      ],
    ],
    ['A==B=1', [['A=B', '1']]],
    ['A=x=y', [['A', 'x=y']]],
    [
      'A=it\'s;B=" x "',
      [
        ['A', "it's"],
        ['B', ' x '],
      ],
    ],
    [
      'A=;B=1',
      [
        ['A', ''],
        ['B', '1'],
      ],
    ],
  ])('%s', (text, items) => {
    const { items: found, fault } = scanAdo(text);
    expect([found.map(({ key, value }) => [key, value]), fault]).toEqual([items, null]);
  });

  it.each([
    ['A=1;B', 'no-equals', 5],
    ['A=1;B;C=2', 'no-equals', 5],
    ['=1', 'no-equals', 1],
    ['A="1', 'open-quote', 3],
    ['A=1"', 'open-quote', 3],
    ['A="1"2', 'after-quote', 6],
  ])('%s is refused: %s at column %i', (text, reason, column) => {
    expect(scanAdo(text).fault).toEqual({ reason, column });
  });
});

describe('each client has its own keys', () => {
  it.each([
    ['npgsql', 'Host=db;Username=app;Password=p;Database=shop', 'app:p@db/shop'],
    ['npgsql', 'SERVER=db;port=5433;user id=app;PWD=p;db=shop', 'app:p@db:5433/shop'],
    ['npgsql', 'Host=a:1, b;Port=2;User Name=app', 'app@a:1,b:2'],
    ['npgsql', 'Host=[2001:db8::1]:5433;UID=app', 'app@2001:db8::1:5433'],
    ['npgsql', 'Host=2001:db8::1;UserId=app', 'app@2001:db8::1'],
    ['npgsql', 'Host=/run/postgresql;Username=app', 'app@/run/postgresql'],
    ['npgsql', 'Host=db;Username=app;Password="p;\'w";PASSWORD=last', 'app:last@db'],
    ['mysql-ado', 'Data Source=db;Initial Catalog=shop;User=app;pwd=p', 'app:p@db/shop'],
    ['mysql-ado', 'Server=a,b;Uid=app;Database=shop', 'app@a,b/shop'],
    ['mysql-ado', 'Server=/run/mysqld.sock;Uid=app', 'app@/run/mysqld.sock'],
    ['mysql-ado', 'Server=mysqld.sock;Protocol=UnixSocket;Uid=app', 'app@mysqld.sock'],
    ['sqlite-ado', 'DataSource=data/app.db;Cache=Shared', 'data/app.db'],
    ['sqlite-ado', 'Filename=app.db;Password=p', ':p@app.db'],
    ['sqlite-ado', 'Data Source=name;Mode=Memory;Cache=Shared', ':memory:'],
    ['sqlite-ado', 'Data Source=file:app%20x.db?mode=ro', 'app x.db'],
    ['sqlite-ado', 'Data Source=file:///C:/app.db', 'C:/app.db'],
  ])('%s: %s', (client, text, parts) => {
    expect([line(readValue(text, client)), faultsOf(text, client)]).toEqual([parts, []]);
  });

  it('keeps what is no part of the target as it is written, and takes an empty value for none', () => {
    const text = 'Host=db;Username=app;pooling=FALSE;Application Name=;Maximum Pool Size=20';
    expect(readValue(text, 'npgsql').parameters).toEqual({ pooling: 'FALSE', 'Maximum Pool Size': '20' });
  });
});

describe('TLS in a string of .NET', () => {
  it.each([
    ['npgsql', 'Host=h', null, 'prefer', null],
    ['npgsql', 'Host=h;SSL Mode=Disable', 'disable', 'disable', null],
    ['npgsql', 'Host=h;sslmode=verifyfull;RootCertificate=/ca.pem', 'verify-full', 'verify-full', '/ca.pem'],
    ['npgsql', 'Host=h;SSL Mode=Require;Trust Server Certificate=true', 'require', 'require', null],
    ['mysql-ado', 'Server=h', null, 'prefer', null],
    ['mysql-ado', 'Server=h;SslMode=None', 'disable', 'disable', null],
    [
      'mysql-ado',
      'Server=h;SSL Mode=VerifyCA;CA Certificate File=/ca.pem',
      'verify-ca',
      'verify-ca',
      '/ca.pem',
    ],
  ])('%s: %s', (client, text, mode, effective, ca) => {
    expect(readValue(text, client).tls).toEqual({ mode, effective, ca });
  });
});

describe('what a client of .NET refuses', () => {
  it.each([
    ['npgsql', 'postgres://app:p@db/shop', 'error url/wrong-form url 1'],
    ['mysql-ado', 'mysql://app:p@db/shop', 'error url/wrong-form url 1'],
    ['npgsql', 'host=db dbname=shop user=app', 'error url/bad-parameter blanks-between 1'],
    ['npgsql', 'host=db;dbname=shop', 'error url/bad-parameter libpq-key 9'],
    ['npgsql', 'Host=db;Initial Catalog=shop', 'error url/bad-parameter ado-key 9'],
    ['npgsql', 'Host=db;Password=a;b', 'error url/bad-parameter ado-no-equals 20'],
    ['npgsql', 'Host=db;Password="a', 'error url/bad-parameter ado-quote 18'],
    ['npgsql', 'Host=db;Pooling=yes', 'error url/bad-parameter ado-value 9'],
    ['npgsql', 'Host=db;Timeout=15s', 'error url/bad-parameter ado-value 9'],
    ['npgsql', 'Host=db;SSL Mode=verify-full', 'error url/bad-parameter tls-mode 9'],
    ['npgsql', 'Host=db;Port=70000', 'error url/bad-port out-of-range 9'],
    ['npgsql', 'Host=db:x', 'error url/bad-port not-a-number 1'],
    ['npgsql', 'Host=db;Target Session Attributes=primary', 'error url/bad-parameter one-host-session 9'],
    ['npgsql', 'Username=app', 'error url/missing-part no-host -'],
    ['npgsql', 'Host=db;Password=p%40w', 'warning url/bad-escape percent-literal 9'],
    ['mysql-ado', 'Server=db:3307', 'error url/bad-host has-port 1'],
    ['mysql-ado', 'Server=.;Protocol=pipe', 'error url/bad-parameter ado-protocol 10'],
    ['mysql-ado', 'Server=db;Search Path=x', 'error url/bad-parameter ado-key 11'],
    ['sqlite-ado', 'Data Source=app.db;Version=3', 'error url/bad-parameter ado-key 20'],
    ['sqlite-ado', 'Data Source=app.db;Mode=ro', 'error url/bad-parameter ado-value 20'],
    ['sqlite-ado', 'app.db', 'error url/bad-parameter ado-no-equals 1'],
    ['sqlite-ado', 'Data Source=|DataDirectory|app.db', 'warning url/ambiguous data-directory 1'],
  ])('%s: %s: %s', (client, text, fault) => {
    expect(faultsOf(text, client)).toEqual([fault]);
  });

  it('shows the form to write for a URL, without a piece of it', () => {
    const [fault] = readValue('postgres://app:hunter2@db/shop', 'npgsql').faults;
    expect(fault?.instead).toBe('Host=HOST;Port=5432;Username=USER;Password=PASSWORD;Database=DATABASE');
  });
});

describe('without a client, keys, port, TLS and host tell whose it is', () => {
  it.each([
    ['Host=db;Search Path=x;Username=app', 'npgsql', 'postgres'],
    ['Server=db;Port=5432;Database=shop;User Id=app', 'npgsql', 'postgres'],
    ['Server=db;Port=3306;Database=shop;Uid=app', 'mysql-ado', 'mysql'],
    ['Server=db;Database=shop;User ID=app;SslMode=Required', 'mysql-ado', 'mysql'],
    ['Server=db;Database=shop;User ID=app;SslMode=Require', 'npgsql', 'postgres'],
    ['Server=x.mysql.database.azure.com;Database=shop;Uid=app', 'mysql-ado', 'mysql'],
    ['Server=db;Uid=app;AllowUserVariables=True', 'mysql-ado', 'mysql'],
    ['Data Source=app.db', 'sqlite-ado', 'sqlite'],
    ['Data Source=C:\\data\\app.db;Foreign Keys=True', 'sqlite-ado', 'sqlite'],
    ['Host=db; Database=shop;\n SSL Mode=Prefer\n', 'npgsql', 'postgres'],
    ['host=db dbname=shop', 'libpq', 'postgres'],
    ["password='a;b=c' host=db", 'libpq', 'postgres'],
    ['host=db password=a;b dbname=shop', 'libpq', 'postgres'],
    ['host=db', 'libpq', 'postgres'],
  ])('%s is for %s', (text, grammar, dialect) => {
    const reading = readValue(text);
    expect([reading.grammar, reading.dialect, faultsOf(text, 'any')]).toEqual([grammar, dialect, []]);
  });

  it.each([
    ['Server=db;Database=shop;Uid=app;Pwd=p', 'error dialect/unknown ambiguous-ado -'],
    ['Host=db;Database=shop;Username=app;Password=p', 'warning dialect/unknown guessed-ado -'],
    ['Host=db', 'warning dialect/unknown guessed-ado -'],
    ['Server=tcp:x.database.windows.net,1433;Initial Catalog=shop', 'error dialect/unknown unsupported -'],
    ['Server=.\\SQLEXPRESS;Database=shop;Trusted_Connection=True', 'error dialect/unknown unsupported -'],
    ['Server=db;Database=shop;User Id=sa;TrustServerCertificate=True', 'error dialect/unknown unsupported -'],
    ['Data Source=db:1521/orcl;User Id=app;Password=p', 'error dialect/unknown unsupported -'],
    ['Driver={MySQL};Server=db;Uid=app', 'error url/wrong-form odbc 1'],
    ['host=db;dbname=shop;user=app', 'error url/bad-parameter libpq-key 9'],
  ])('%s: %s', (text, fault) => {
    expect(faultsOf(text, 'any')).toContain(fault);
  });

  it('is an error to a client that reads URLs', () => {
    expect(faultsOf('Host=db;Database=shop', 'node-pg')).toEqual(['error url/wrong-form ado 1']);
  });
});

it.each(['Host=a;', 'Host', '=', 'A==', '"', "Host='", ';', ' ', 'Host=a,'])(
  '64 KB of %s take no time',
  (text) => {
    for (const whole of [long(text), `Host=h;Password=${long(text)}`, `Host=${long(text)};Port=1`])
      for (const client of ['any', 'npgsql', 'sqlite-ado'])
        expect(
          timesTheLimit(() => readValue(whole, client)),
          client,
        ).toBeLessThan(1);
  },
);
