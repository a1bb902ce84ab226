import { describe, expect, it } from 'vitest';
import { readValue } from '../../../src/target/read.js';
import { isBroken, type Reading } from '../../../src/target/reading.js';

const hosts = (reading: Reading) =>
  reading.hosts.map(({ host, port }) => `${host ?? ''}:${port ?? ''}`).join(',');
const reasons = ({ faults }: Reading) =>
  faults.map(({ code, reason, severity }) => `${code} ${reason}${severity === 'warning' ? '?' : ''}`);
const parts = (reading: Reading) => [
  hosts(reading),
  reading.database,
  reading.user,
  reading.password?.reveal() ?? null,
];

describe('a JDBC URL is read as its driver reads it', () => {
  it.each([
    // text, client, hosts, database, user, password
    ['jdbc:postgresql:shop', 'pgjdbc', '', 'shop', null, null],
    ['jdbc:postgresql://db:6432/shop?user=app&password=p%26q', 'pgjdbc', 'db:6432', 'shop', 'app', 'p&q'],
    ['jdbc:postgresql://db/shop?user=a+b&password=p%2Bq', 'pgjdbc', 'db:', 'shop', 'a b', 'p+q'],
    ['jdbc:postgresql://a:1,b,[::1]:3/shop', 'pgjdbc', 'a:1,b:,::1:3', 'shop', null, null],
    ['jdbc:postgresql://db/my%20shop%251', 'pgjdbc', 'db:', 'my shop%1', null, null],
    ['jdbc:postgresql://db/a?dbname=b&port=7', 'pgjdbc', 'db:7', 'b', null, null],
    ['jdbc:postgresql://db:99999/a?port=7', 'pgjdbc', 'db:7', 'a', null, null],
    ['jdbc:postgresql://db/a?host=x,y&port=1,2', 'pgjdbc', 'x:1,y:2', 'a', null, null],
    ['jdbc:postgresql://db/a?PGHOST=x&PGDBNAME=b', 'pgjdbc', 'x:', 'b', null, null],
    ['jdbc:postgresql://:7/a', 'pgjdbc', ':7', 'a', null, null],
    ['jdbc:mysql://app:p%40q@db:3307/shop', 'connectorj', 'db:3307', 'shop', 'app', 'p@q'],
    ['jdbc:mysql://db/shop?USER=app&Password=p', 'connectorj', 'db:', 'shop', 'app', 'p'],
    ['jdbc:mysql://app:p@db/shop?user=other&password=q', 'connectorj', 'db:', 'shop', 'app', 'p'],
    ['jdbc:mysql://app:p@[a:1,b:2]/shop', 'connectorj', 'a:1,b:2', 'shop', 'app', 'p'],
    ['jdbc:mysql://app:p@[2001:db8::1]:3307/shop', 'connectorj', '2001:db8::1:3307', 'shop', 'app', 'p'],
    ['jdbc:mysql://(host=a,port=1,user=app,password=p%29)/s', 'connectorj', 'a:1', 's', 'app', 'p)'],
    ['jdbc:mysql://address=(host=a)(port=1)/shop', 'connectorj', 'a:1', 'shop', null, null],
    ['jdbc:mysql://:p@db/shop?user=app', 'connectorj', 'db:', 'shop', 'app', 'p'],
    ['jdbc:mysql:replication://a,b:2/shop', 'connectorj', 'a:,b:2', 'shop', null, null],
    ['jdbc:mysql: // app : p @ db : 1 / shop ? x = y', 'connectorj', 'db:1', 'shop', 'app', 'p'],
    ['jdbc:mysql:/shop?host=db&port=1&dbname=other', 'connectorj', 'db:1', 'other', null, null],
    ['jdbc:mariadb://db/shop?user=app&password=p+q@r#s', 'mariadb-jdbc', 'db:', 'shop', 'app', 'p+q@r#s'],
    ['jdbc:mariadb://db?useR=app&PassWord=p', 'mariadb-jdbc', 'db:', null, 'app', 'p'],
    ['jdbc:mariadb:sequential://a:1,[::1]:2/shop', 'mariadb-jdbc', 'a:1,::1:2', 'shop', null, null],
    ['jdbc:mariadb:replication//a/shop', 'mariadb-jdbc', 'a:', 'shop', null, null],
    ['jdbc:mariadb://address=(host=a)(port=1)(type=replica),b/s', 'mariadb-jdbc', 'a:1,b:', 's', null, null],
    ['jdbc:mysql://db/shop?permitMysqlScheme', 'mariadb-jdbc', 'db:', 'shop', null, null],
    ['r2dbc:pool:postgresql://app:p@a:1,b/shop', 'r2dbc', 'a:1,b:', 'shop', 'app', 'p'],
  ])('%s (%s)', (text, client, ...wanted) => {
    const reading = readValue(text, client);
    expect(reasons(reading).filter((each) => !each.endsWith('?'))).toEqual([]);
    expect(parts(reading)).toEqual(wanted);
  });

  it('takes a socket of MariaDB from a property or a description of a host', () => {
    const texts = ['db/shop?localSocket=/run/m.sock', 'address=(localSocket=/run/m.sock)/shop'];
    const read = texts.map((text) => readValue(`jdbc:mariadb://${text}`));
    expect(read.map(({ socket, database }) => `${socket} ${database}`)).toEqual(
      Array(2).fill('/run/m.sock shop'),
    );
  });

  it.each([
    ['jdbc:sqlite:data/app.db', 'data/app.db'],
    ['jdbc:sqlite:/data/my%20app.db', '/data/my%20app.db'],
    ['jdbc:sqlite:///data/app.db', '/data/app.db'],
    ['jdbc:sqlite:C:\\data\\app.db', 'C:\\data\\app.db'],
    ['jdbc:sqlite:', ':memory:'],
    ['JDBC:SQLite::memory:', ':memory:'],
    ['jdbc:sqlite:file:my%20app.db?mode=ro', 'my app.db'],
    ['jdbc:sqlite:file:x?mode=memory&cache=shared', ':memory:'],
    ['jdbc:sqlite:app.db?foreign_keys=true', 'app.db'],
    ['jdbc:sqlite::resource:org/app.db', ':resource:org/app.db'],
  ])('%s is the file %s', (text, file) => {
    const reading = readValue(text, 'sqlite-jdbc');
    expect([isBroken(reading), reading.dialect, reading.file]).toEqual([false, 'sqlite', file]);
  });
});

describe('the driver of a JDBC URL is told by the URL, where the client is not known', () => {
  it.each([
    ['jdbc:postgresql://db/shop', 'pgjdbc', 'postgres'],
    ['jdbc:mysql+srv://db/shop', 'connectorj', 'mysql'],
    ['jdbc:mysql://db/shop?permitMysqlScheme=true', 'mariadb-jdbc', 'mariadb'],
    ['jdbc:mariadb://db/shop', 'mariadb-jdbc', 'mariadb'],
    ['jdbc:sqlite:app.db', 'sqlite-jdbc', 'sqlite'],
    ['jdbc:p6spy:mysql://db/shop', 'connectorj', 'mysql'],
    ['jdbc:aws-wrapper:postgresql://db/shop', 'pgjdbc', 'postgres'],
    ['jdbc-secretsmanager:mysql://db/shop', 'connectorj', 'mysql'],
    ['jdbc:tc:postgresql:16-alpine:///shop', 'pgjdbc', 'postgres'],
    ['jdbc:tc:postgis:16-3.4:///shop', 'pgjdbc', 'postgres'],
    ['r2dbcs:mysql://db/shop', 'r2dbc', 'mysql'],
    ['r2dbc:pool:mariadb://db/shop', 'r2dbc', 'mariadb'],
  ])('%s: %s, %s', (text, grammar, dialect) => {
    const reading = readValue(text);
    expect([isBroken(reading), reading.grammar, reading.dialect]).toEqual([false, grammar, dialect]);
  });

  it('and under the client that leaves it to the URL', () => {
    expect(readValue('jdbc:mariadb://h/d', 'JDBC')).toMatchObject({ dialect: 'mariadb', grammar: 'jdbc' });
  });
});

describe('what is wrong with a JDBC URL is told with its place', () => {
  it.each([
    // text, client, code and reason, column
    ['postgres://u:p@h/d', 'pgjdbc', 'url/wrong-form not-jdbc', 1],
    ['host=h dbname=d', 'pgjdbc', 'url/wrong-form not-jdbc', 1],
    ['mongodb://h/d', 'connectorj', 'dialect/unknown unsupported', 1],
    ['mysqlx://h/d', 'connectorj', 'dialect/unknown unsupported', 1],
    ['r2dbc:postgresql://h/d', 'pgjdbc', 'url/wrong-form not-jdbc', 1],
    ['jdbc:postgresql://h/d', 'r2dbc', 'url/wrong-form not-r2dbc', 1],
    ['jdbc:postgresql://h/d', 'sqlalchemy', 'url/wrong-form jdbc', 1],
    ['jdbc:postgresql://h/d', 'connectorj', 'dialect/client-mismatch dialect', 6],
    ['jdbc:mysql://h/d', 'mariadb-jdbc', 'dialect/client-mismatch scheme', 1],
    ['JDBC:postgresql://h/d', 'pgjdbc', 'dialect/client-mismatch scheme-case', 1],
    ['jdbc:sqlserver://h:1433;databaseName=d', 'any', 'dialect/unknown unsupported', 6],
    ['jdbc:jtds:sqlserver://h/d', 'any', 'dialect/unknown unsupported', 6],
    ['jdbc:h2:~/test', 'any', 'dialect/unknown unsupported', 6],
    ['jdbc:redshift://h:5439/d', 'any', 'dialect/unknown unsupported', 6],
    ['r2dbc:h2:mem:///d', 'any', 'dialect/unknown unsupported', 1],
    ['jdbc:postgres://h/d', 'any', 'dialect/unknown unknown-scheme', 6],
    ['jdbc://h/d', 'any', 'dialect/unknown unknown-scheme', 6],
    ['jdbc:mysql:fabric://h/d', 'connectorj', 'dialect/unknown connection-type', 12],
    ['jdbc:mariadb:aurora://h/d', 'mariadb-jdbc', 'dialect/unknown connection-type', 14],
    ['jdbc:postgresql//h/d', 'pgjdbc', 'url/wrong-form no-colon', 16],
    ['jdbc:postgresql:/d', 'pgjdbc', 'url/wrong-form jdbc-slashes', 17],
    ['jdbc:mariadb:/h/d', 'mariadb-jdbc', 'url/wrong-form jdbc-slashes', 14],
    ['jdbc:mysql:/h/d', 'connectorj', 'url/wrong-form jdbc-slashes', 12],
    ['jdbc:postgresql://h', 'pgjdbc', 'url/wrong-form jdbc-slash', 20],
    ['jdbc:postgresql://h/a/b', 'pgjdbc', 'url/wrong-form slash-in-database', 22],
    ['jdbc:postgresql://u:p@h/d', 'pgjdbc', 'url/wrong-form jdbc-credentials', 19],
    ['jdbc:postgresql://u:p/q@h/d', 'pgjdbc', 'url/wrong-form jdbc-credentials', 19],
    ['jdbc:mariadb://u:p@h/d', 'mariadb-jdbc', 'url/wrong-form jdbc-credentials', 16],
    ['jdbc:mysql://u:p@q@h/d', 'connectorj', 'url/ambiguous at-sign', 17],
    ['jdbc:mysql://u:p/q@h/d', 'connectorj', 'url/ambiguous raw-character', 17],
    ['jdbc:mysql://u:p?q@h/d', 'connectorj', 'url/ambiguous raw-character', 17],
    ['jdbc:mysql://h/d?password=p#q', 'connectorj', 'url/ambiguous dropped', 28],
    ['jdbc:mysql://(host=h,password=p@q)/d', 'connectorj', 'url/ambiguous at-sign', 32],
    ['jdbc:mysql://h//d', 'connectorj', 'url/wrong-form two-slashes', 16],
    ['jdbc:mysql://h/d??x=y', 'connectorj', 'url/bad-parameter property-name', 18],
    ['jdbc:mysql://h/d?=y', 'connectorj', 'url/bad-parameter no-value', 18],
    ['jdbc:mysql://h/d?a@b=c', 'connectorj', 'url/ambiguous raw-character', 15],
    ['jdbc:mysql://address=(host=h/d', 'connectorj', 'url/bad-host address', 14],
    ['jdbc:mysql+srv://h:1/d', 'connectorj', 'url/wrong-form dns-srv-host', null],
    ['jdbc:mariadb://address=(type=first)(host=h)/d', 'mariadb-jdbc', 'url/bad-host address', 16],
    ['jdbc:mariadb:///d', 'mariadb-jdbc', 'url/missing-part no-host', null],
    ['jdbc:mariadb://h:/d', 'mariadb-jdbc', 'url/bad-port empty', 17],
    ['jdbc:postgresql://h:/d', 'pgjdbc', 'url/bad-port empty', 20],
    ['jdbc:postgresql://a,b/d?port=1', 'pgjdbc', 'url/bad-port count', 25],
    ['jdbc:postgresql://h/d?password=%zz', 'pgjdbc', 'url/bad-escape stray-percent', 32],
    ['jdbc:postgresql://h/%zz?dbname=d', 'pgjdbc', 'url/bad-escape stray-percent', 21],
    ['jdbc:postgresql://h/d?sslmode=on', 'pgjdbc', 'url/bad-parameter tls-mode', 23],
    ['jdbc:postgresql://h/d?prepareThreshold=x', 'pgjdbc', 'url/bad-parameter jdbc-value', 23],
    ['jdbc:postgresql://h/d?targetServerType=x', 'pgjdbc', 'url/bad-parameter jdbc-value', 23],
    ['jdbc:mysql://h/d?useCompression=x', 'connectorj', 'url/bad-parameter jdbc-value', 18],
    ['jdbc:mariadb://h/d?SocketTimeout=x', 'mariadb-jdbc', 'url/bad-parameter jdbc-value', 20],
    ['jdbc:sqlite:a.db?foreign_keys', 'sqlite-jdbc', 'url/bad-parameter no-value', 18],
    ['jdbc:sqlite:~/a.db', 'sqlite-jdbc', 'url/wrong-form tilde', 13],
    ['jdbc:sqlite::resource:http://u:p@h/a.db', 'sqlite-jdbc', 'url/ambiguous glued-parts', null],
    ['r2dbc:postgresql://h/d?user=u', 'any', 'url/bad-parameter part-in-query', null],
    ['r2dbc:postgresql:h/d', 'any', 'url/wrong-form no-slashes', 21],
    ['SPRING_DATASOURCE_URL=jdbc:postgresql://h/d', 'any', 'url/not-a-url assignment', 1],
    ['jdbc:postgresql://h/d;', 'any', 'url/not-a-url stray', 22],
  ])('%s (%s): %s', (text, client, wanted, column) => {
    const reading = readValue(text, client);
    expect(isBroken(reading)).toBe(true);
    const found = reading.faults.find(({ code, reason }) => `${code} ${reason}` === wanted);
    expect(reasons(reading)).toContain(wanted);
    expect(found?.column).toBe(column);
  });

  it.each([
    ['jdbc:p6spy:mysql://h/d', 'any', 'url/wrong-form wrapped-driver'],
    ['jdbc:tc:mysql:8:///d', 'any', 'url/wrong-form test-container'],
    ['jdbc:mysql+srv://h/d', 'any', 'url/wrong-form dns-srv'],
    ['jdbc:mysql://a:p@x,b:q@y/d', 'any', 'url/ambiguous several-users'],
    ['jdbc:mysql://h/d#x', 'any', 'url/ambiguous dropped'],
    ['jdbc:mysql://u:p+q@h/d', 'any', 'url/bad-escape plus'],
    ['jdbc:postgresql://h/d?password=p+q', 'any', 'url/bad-escape plus'],
    ['jdbc:postgresql://h/d?username=u', 'any', 'url/ignored-parameter other-name'],
    ['jdbc:postgresql://h/d?useSSL=true', 'any', 'url/ignored-parameter ignored-tls'],
    ['jdbc:postgresql:h/d', 'any', 'url/wrong-form slash-in-database'],
    ['jdbc:postgresql:', 'any', 'url/missing-part empty-url'],
    ['jdbc:mariadb://h/d?password=p%40q', 'any', 'url/bad-escape literal-escape'],
    ['jdbc:sqlite:a.db?cache=shared', 'any', 'url/ignored-parameter in-file-name'],
    ['jdbc:sqlite::resource:a.db', 'any', 'url/wrong-form class-path'],
  ])('%s (%s) is read, with a word about it: %s', (text, client, wanted) => {
    const reading = readValue(text, client);
    expect([isBroken(reading), reasons(reading)]).toEqual([false, [`${wanted}?`]]);
  });
});

describe('TLS is what the driver makes of its words', () => {
  it.each([
    ['jdbc:postgresql://h/d', null, 'prefer'],
    ['jdbc:postgresql://h/d?ssl=true', 'verify-full', 'verify-full'],
    ['jdbc:postgresql://h/d?ssl', 'verify-full', 'verify-full'],
    ['jdbc:postgresql://h/d?ssl=false', 'disable', 'prefer'],
    ['jdbc:postgresql://h/d?sslmode=REQUIRE&ssl=true', 'require', 'require'],
    [
      'jdbc:postgresql://h/d?ssl=true&sslfactory=org.postgresql.ssl.NonValidatingFactory',
      'verify-full',
      'require',
    ],
    ['jdbc:mysql://h/d', null, 'prefer'],
    ['jdbc:mysql://h/d?sslmode=verify_identity', 'verify-full', 'verify-full'],
    ['jdbc:mysql://h/d?useSSL=false&requireSSL=true', 'disable', 'disable'],
    ['jdbc:mysql://h/d?requireSSL=true', 'require', 'require'],
    ['jdbc:mysql://h/d?verifyServerCertificate=true&useSSL=true', 'verify-ca', 'verify-ca'],
    ['jdbc:mysql://h/d?useSSL=true', 'prefer', 'prefer'],
    ['jdbc:mysql://h/d?useSSL=false&sslMode=REQUIRED', 'require', 'require'],
    ['jdbc:mariadb://h/d', null, 'disable'],
    ['jdbc:mariadb://h/d?sslMode', null, 'disable'],
    ['jdbc:mariadb://h/d?sslMode=verify_full', 'verify-full', 'verify-full'],
    ['jdbc:mariadb://h/d?useSSL=true', 'verify-full', 'verify-full'],
    ['jdbc:mariadb://h/d?useSsl&trustServerCertificate', 'require', 'require'],
    ['jdbc:mariadb://h/d?useSsl&disableSslHostnameVerification', 'verify-ca', 'verify-ca'],
    ['r2dbc:postgresql://h/d', null, 'disable'],
    ['r2dbcs:postgresql://h/d', 'verify-full', 'verify-full'],
    ['r2dbc:mariadb://h/d?sslMode=trust', 'require', 'require'],
  ])('%s: %s, %s', (text, mode, effective) => {
    const { tls } = readValue(text);
    expect([tls.mode, tls.effective]).toEqual([mode, effective]);
  });

  it('names the authority of PostgreSQL and MariaDB', () => {
    const texts = ['postgresql://h/d?sslrootcert=/ca.pem', 'mariadb://h/d?serverSslCert=/ca.pem'];
    expect(texts.map((text) => readValue(`jdbc:${text}`).tls.ca)).toEqual(['/ca.pem', '/ca.pem']);
  });
});
