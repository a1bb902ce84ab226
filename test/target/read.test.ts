import { describe, expect, it } from 'vitest';
import { readValue } from '../../src/target/read.js';
import type { Reading } from '../../src/target/reading.js';
import { isBroken } from '../../src/target/reading.js';

const host = (reading: Reading) => reading.hosts.map((each) => `${each.host}:${each.port ?? ''}`).join(',');
const reasons = (reading: Reading) => reading.faults.map(({ code, reason }) => `${code} ${reason}`);

describe('a URL is read into its parts', () => {
  it.each([
    // text, client, host, user, password, database
    ['postgres://u:p@h:5432/d', 'any', 'h:5432', 'u', 'p', 'd'],
    ['postgresql+psycopg2://u:p@h/d', 'any', 'h:', 'u', 'p', 'd'],
    ['mysql+pymysql://u:p%40w@h:3306/d?charset=utf8mb4', 'sqlalchemy', 'h:3306', 'u', 'p@w', 'd'],
    ['mysql://u:p:w@h/d', 'mysql2', 'h:', 'u', 'p:w', 'd'],
    ['postgres://u:p@[2001:db8::1]:5432/d', 'any', '2001:db8::1:5432', 'u', 'p', 'd'],
    ['postgres://u:p@h1:1,h2/d', 'libpq', 'h1:1,h2:', 'u', 'p', 'd'],
    ['postgresql://u:p@/d?host=h1:1&host=h2:2', 'sqlalchemy', 'h1:1,h2:2', 'u', 'p', 'd'],
    ['postgresql://u:pa/ss@h/d', 'sqlalchemy', 'h:', 'u', 'pa/ss', 'd'],
    ['postgres://u:p w@h/d', 'node-pg', 'h:', 'u', 'p w', 'd'],
    ['postgresql://h/d?user=u&password=p', 'libpq', 'h:', 'u', 'p', 'd'],
    ['postgres://u:p@h/db:main', 'any', 'h:', 'u', 'p', 'db:main'],
    ['postgresql://USER:PASS@/DB?host=HOSTNAME', 'sqlalchemy', 'HOSTNAME:', 'USER', 'PASS', 'DB'],
    ['postgres://u:p@h/%2Fd', 'node-pg', 'h:', 'u', 'p', '%2Fd'],
    ['postgres://u:p@h/%2Fd', 'libpq', 'h:', 'u', 'p', '/d'],
    ['host=h port=5432 user=u password=p dbname=d', 'any', 'h:5432', 'u', 'p', 'd'],
    ["user='jack\\'s' host=h dbname='a b'", 'libpq', 'h:', "jack's", undefined, 'a b'],
  ])('%s (%s)', (text, client, where, user, password, database) => {
    const reading = readValue(text, client);
    expect(reasons(reading).filter((_, index) => reading.faults[index]?.severity === 'error')).toEqual([]);
    expect([host(reading), reading.user, reading.password?.reveal(), reading.database]).toEqual([
      where,
      user,
      password,
      database,
    ]);
  });
});

describe('a socket is no host', () => {
  it.each([
    ['postgres://u@/d?host=/var/run/postgresql', 'any', '/var/run/postgresql'],
    ['postgres://u:p@%2Fcloudsql%2Fp%3Ar%3Ai/d', 'libpq', '/cloudsql/p:r:i'],
    ['mysql+mysqldb://root@/d?unix_socket=/run/mysqld.sock', 'sqlalchemy', '/run/mysqld.sock'],
    ['mysql://u:p@h/d?socketPath=/run/mysqld.sock', 'mysql2', '/run/mysqld.sock'],
    ['host=/tmp dbname=d', 'libpq', '/tmp'],
  ])('%s (%s)', (text, client, socket) => {
    expect(readValue(text, client).socket).toBe(socket);
  });
});

describe('an SQLite file goes by the slashes of the client', () => {
  it.each([
    ['sqlite:///app.db', 'sqlalchemy', 'app.db'],
    ['sqlite:///app.db', 'rails', '/app.db'],
    ['sqlite:///app.db', 'any', 'app.db'],
    ['sqlite:////data/app.db', 'any', '/data/app.db'],
    ['sqlite+aiosqlite:////data/app.db', 'any', '/data/app.db'],
    ['sqlite://app.db', 'sqlx', 'app.db'],
    ['sqlite:app.db', 'rails', 'app.db'],
    ['sqlite:///C:/data/app.db', 'any', 'C:/data/app.db'],
    ['sqlite:///my%20app.db', 'sqlalchemy', 'my app.db'],
    ['sqlite://', 'any', ':memory:'],
    ['file:dev.db', 'prisma', 'dev.db'],
    ['file:data.db?mode=memory', 'any', ':memory:'],
    ['data/app.sqlite3', 'any', 'data/app.sqlite3'],
    [':memory:', 'any', ':memory:'],
  ])('%s (%s)', (text, client, file) => {
    const reading = readValue(text, client);
    expect([reading.dialect, reading.file, isBroken(reading)]).toEqual(['sqlite', file, false]);
  });

  it('says that three slashes are not read alike, where the client is not known', () => {
    expect(reasons(readValue('sqlite:///app.db'))).toEqual(['url/ambiguous three-slashes']);
    expect(reasons(readValue('sqlite:///app.db', 'sqlalchemy'))).toEqual([]);
  });
});

describe('what is wrong is told with its code, its reason and its column', () => {
  it.each([
    ['"postgres://u:p@h/d"', 'any', 'url/not-a-url quoted', 1],
    ['postgres://u:p@h/d\n', 'any', 'url/not-a-url newline', 19],
    ['postgres://u:p@h/d ', 'any', 'url/not-a-url whitespace', 19],
    ['\uFEFFpostgres://u:p@h/d', 'any', 'url/not-a-url invisible', 1],
    ['DATABASE_URL=postgres://u:p@h/d', 'any', 'url/not-a-url assignment', 1],
    ['export A="postgres://u:p@h/d"', 'any', 'url/not-a-url assignment', 1],
    ['psql postgres://u:p@h/d', 'any', 'url/not-a-url command', 1],
    ['postgres://u:${PW}@h/d', 'any', 'url/not-a-url unexpanded', 14],
    ['postgres://u:$(PW)@h/d', 'any', 'url/not-a-url unexpanded', 14],
    ['postgres://u:[YOUR-PASSWORD]@h/d', 'any', 'url/not-a-url placeholder', 14],
    ['postgres://u:<password>@h/d', 'any', 'url/not-a-url placeholder', 14],
    ['postgres://u:***@h/d', 'any', 'url/not-a-url masked', null],
    ['postgres://u:p@w@h/d', 'any', 'url/ambiguous at-sign', 15],
    ['postgres://u:p@w@h/d', 'libpq', 'url/ambiguous at-sign', 15],
    ['postgres://u:p#w@h/d', 'any', 'url/ambiguous raw-character', 15],
    ['postgres://host:5432/d?application_name=me@example.com', 'any', 'url/ambiguous at-sign', 43],
    ['postgres://u:p%w@h/d', 'any', 'url/bad-escape stray-percent', 15],
    ['postgres://u:p@h:abc/d', 'any', 'url/bad-port not-a-number', 18],
    ['postgres://u:p@h:0/d', 'any', 'url/bad-port out-of-range', 18],
    ['postgres://u:p@::1:5432/d', 'any', 'url/bad-host unbracketed-ipv6', 16],
    ['postgres://u:p@http://h/d', 'any', 'url/bad-host holds-url', 16],
    ['postgres://u:p@h/d?sslmode=REQUIRE', 'any', 'url/bad-parameter tls-mode', 20],
    ['postgres://u:p@h/d?pgbouncer=true', 'libpq', 'url/bad-parameter unknown-parameter', 20],
    ['postgresql+asyncpg://u:p@h/d?sslmode=require', 'any', 'url/bad-parameter rejected-parameter', 30],
    ['mysql://u:p@h/d?ssl-mode=REQUIRED', 'mysql2', 'url/ignored-parameter ignored-tls', 17],
    ['mysql://u:p@/d', 'any', 'url/missing-part no-host', null],
    ['postgres:u:p@h/d', 'any', 'url/wrong-form no-slashes', 9],
    ['https://h/d', 'any', 'url/wrong-form web-address', 1],
    ['jdbc:oracle:thin:@//h:1521/x', 'any', 'dialect/unknown unsupported', 6],
    ['jdbc:postgresql://h/d', 'libpq', 'url/wrong-form jdbc', 1],
    ['postgrsql://u:p@h/d', 'any', 'dialect/unknown unknown-scheme', 1],
    ['mongodb+srv://u:p@h/d', 'any', 'dialect/unknown unsupported', 1],
    ['postgres://u:p@h/d', 'sqlalchemy', 'dialect/client-mismatch scheme', 1],
    ['mysql+pymysql://u:p@h/d', 'mysql2', 'dialect/client-mismatch driver-suffix', 1],
    ['host=h password= dbname=d', 'libpq', 'url/bad-parameter empty-swallows', 8],
    ['something', 'any', 'url/not-a-url no-scheme', 1],
    ['postgres://h/d?user=app;password=S', 'any', 'url/ambiguous glued-parts', null],
    ['postgres://app;password=S@h/d', 'libpq', 'url/ambiguous glued-parts', null],
    ['postgres://app,S@h/d', 'any', 'url/ambiguous glued-parts', null],
    ['mysql://app%3AS@h/d', 'mysql2', 'url/ambiguous glued-parts', null],
    ['user=app:S host=h', 'any', 'url/ambiguous glued-parts', null],
    ['postgres://h/appdb;user=app;password=S', 'any', 'url/ambiguous glued-parts', null],
    ['postgres:///d?host=/run/pg;password=S', 'libpq', 'url/ambiguous glued-parts', null],
    ['postgres://u@h/d?sslrootcert=/ca.pem;password=S', 'node-pg', 'url/ambiguous glued-parts', null],
    ['postgres://u:p@h/d&sslmode=require', 'any', 'url/ambiguous glued-parts', null],
    ['postgres://u:p@/d?host=h:5432', 'libpq', 'url/bad-host has-port', 19],
    ['sqlite:///app:S@h/d', 'sqlalchemy', 'url/ambiguous glued-parts', null],
    ['sqlite://app:S@h/d', 'sqlx', 'url/ambiguous glued-parts', null],
    ['postgres://u:p@h/d?port=abc', 'any', 'url/bad-port not-a-number', 20],
    ['postgresql+psycopg2://u:p@h/d?ssl=true', 'sqlalchemy', 'url/bad-parameter invalid-option', 31],
    ['postgres://u:p@h/d?connect_timeout=abc', 'any', 'url/bad-parameter libpq-value', 20],
    ['postgres://u:p@h/d?target_session_attrs=bogus', 'libpq', 'url/bad-parameter libpq-value', 20],
    ['postgresql://u:p@h/d?gssencmode=bogus', 'sqlalchemy', 'url/bad-parameter libpq-value', 22],
    ['mysql+nonsense://u:p@h/d', 'any', 'dialect/client-mismatch unknown-driver', 1],
    ['mysql+psycopg2://u:p@h/d', 'sqlalchemy', 'dialect/client-mismatch unknown-driver', 1],
    ['mysql://u:p@h', 'sqlalchemy', 'url/missing-part forgotten', null],
  ])('%j (%s): %s', (text, client, wanted, column) => {
    const { faults } = readValue(text, client);
    const found = faults.find(({ code, reason }) => `${code} ${reason}` === wanted);
    expect(faults.map(({ code, reason }) => `${code} ${reason}`)).toContain(wanted);
    expect(found?.column).toBe(column);
  });

  it('names the encoded form of every character, and says no more of a string that is cut in the wrong place', () => {
    const [fault, ...others] = readValue('postgresql://u:P@ss#1/2?@h:5432/d').faults;
    expect(fault?.characters).toEqual([
      { character: '@', column: 17, instead: '%40' },
      { character: '#', column: 20, instead: '%23' },
      { character: '/', column: 22, instead: '%2F' },
      { character: '?', column: 24, instead: '%3F' },
    ]);
    expect(others).toEqual([]);
  });

  it('names a % and a blank with them, to be encoded at once', () => {
    const [fault] = readValue('postgresql://u:p@ss/w:rd#1%x y@h/d').faults;
    expect(fault?.characters.map(({ character }) => character)).toEqual(['@', '/', '#', '%', ' ']);
  });

  it.each([
    ['postgres://app%40server:p@h/d', 'any'],
    ['postgres://postgres.abcdef:p@h/d', 'any'],
    ['mysql://prefix.root:p@h/d', 'any'],
    ['sqlite:///C:/data/x.db', 'any'],
    ['sqlite:///C:\\data\\x.db', 'sqlalchemy'],
    ['file:C:\\data\\x.db', 'prisma'],
    ['sqlite:///file::memory:?cache=shared&uri=true', 'sqlalchemy'],
    ['postgresql://u:p@/d?host=/cloudsql/p:r:i', 'any'],
    ['mysql+pymysql://u:p@/d?unix_socket=/cloudsql/p:r:i', 'any'],
    ['postgres://u:endpoint%3Dx%3Bp@h/d', 'any'],
    ['postgres://u:p@[::1]/d', 'any'],
  ])('takes %s (%s) for whole parts', (text, client) => {
    expect(isBroken(readValue(text, client))).toBe(false);
  });

  it.each([
    ['Django', 'dj-database-url'],
    ['PyMySQL', 'sqlalchemy'],
    ['psycopg2', 'libpq'],
    ['FastAPI', 'sqlalchemy'],
    ['aiosqlite', 'sqlalchemy'],
    ['Npgsql', 'npgsql'],
  ])('reads as the client %s, whatever its case: %s', (client, grammar) => {
    expect(readValue('something', client).grammar).toBe(grammar);
  });

  it('takes an @ in the value of a known parameter for what it is', () => {
    const reading = readValue('postgres://u:p@h/d?user=me@example.com', 'libpq');
    expect([host(reading), reading.user, reading.ambiguous]).toEqual(['h:', 'me@example.com', false]);
  });
});

describe('TLS is what the client makes of its words', () => {
  it.each([
    ['postgres://h/d', 'any', null, 'prefer'],
    ['postgres://h/d', 'node-pg', null, 'disable'],
    ['postgres://h/d?sslmode=require', 'libpq', 'require', 'require'],
    ['postgres://h/d?sslmode=require', 'node-pg', 'require', 'verify-full'],
    ['postgres://h/d?sslmode=no-verify', 'node-pg', 'require', 'require'],
    ['postgres://h/d?sslmode=require&uselibpqcompat=true', 'node-pg', 'require', 'require'],
    ['postgres://h/d?ssl=true', 'libpq', 'require', 'require'],
    ['postgresql+asyncpg://h/d?ssl=require', 'any', 'require', 'require'],
    ['postgres://h/d?sslmode=verify-full', 'prisma', 'verify-full', 'prefer'],
    ['mysql://h/d', 'any', null, 'prefer'],
    ['mysql://h/d?ssl-mode=REQUIRED&ssl={}', 'mysql2', 'verify-ca', 'verify-ca'],
    ['mysql://h/d?ssl-mode=VERIFY_IDENTITY', 'any', 'verify-full', 'verify-full'],
    ['mysql://h/d?ssl-mode=REQUIRED', 'mysql2', 'require', 'disable'],
    ['mysql://h/d?ssl={"rejectUnauthorized":true}', 'mysql2', 'verify-ca', 'verify-ca'],
    ['mysql://h/d?ssl={"rejectUnauthorized":false}', 'mysql2', 'require', 'require'],
    ['mysql+pymysql://h/d?ssl_ca=/ca.pem', 'any', 'verify-full', 'verify-full'],
    ['mysql+pymysql://h/d?ssl_ca=/ca.pem&ssl_check_hostname=false', 'any', 'verify-ca', 'verify-ca'],
    ['mysql+pymysql://h/d?ssl_disabled=true', 'any', 'disable', 'disable'],
    ['mysql+pymysql://h/d?ssl_verify_cert=true', 'any', 'verify-ca', 'verify-ca'],
    ['mysql+pymysql://h/d?ssl_verify_cert=1&ssl_verify_identity=1', 'any', 'verify-full', 'verify-full'],
    ['mariadb://h/d?ssl=true', 'mariadb-node', 'verify-full', 'verify-full'],
    ['postgres://h/d?sslmode=require', 'typeorm', 'require', 'disable'],
  ])('%s (%s): %s, %s', (text, client, mode, effective) => {
    const { tls } = readValue(text, client);
    expect([tls.mode, tls.effective]).toEqual([mode, effective]);
  });
});
