import { describe, expect, it } from 'vitest';
import { factsOf } from '../../../src/target/fault.js';
import { readValue } from '../../../src/target/read.js';

const first = (text: string) => {
  const [found] = readValue(text).faults;
  return found && `${found.code} ${found.reason} ${found.column}`;
};

describe('the raw value is looked at before any reader', () => {
  it.each([
    ['', 'empty', 1],
    ['  \n', 'empty', 1],
    ['""', 'empty', 1],
    ["' '", 'empty', 1],
    ['undefined', 'nothing-word', 1],
    ['NULL', 'nothing-word', 1],
    ['<nil>', 'nothing-word', 1],
    ['<no value>', 'nothing-word', 1],
    ['"null"', 'nothing-word', 1],
    ['[object Object]', 'nothing-word', 1],
    ['“postgres://u:p@h/d”', 'quoted', 1],
    ['\\"postgres://u:p@h/d\\"', 'quoted', 1],
    ["postgres://u:p@h/d'", 'quote', 19],
    ['postgres://u:p@h/d\u200e', 'invisible', 19],
    ['postgres://u:p\u00adw@h/d', 'invisible', 15],
    ['postgres://u:p@h/d\\r\\n', 'literal-newline', 19],
    ['postgres://u:p\tw@h/d', 'control', 15],
    ['postgres://u:p\u0085w@h/d', 'control', 15],
    ['postgres://u:p@h/d # prod', 'comment', 19],
    ['postgres://u:p@h/d // prod', 'comment', 19],
    ['postgres://u:p@h/d --help', 'comment', 19],
    ['postgres://u:p@h/d.', 'stray', 19],
    ['postgres://u:p@h/d)', 'stray', 19],
    ['postgres://u:p@h/d\\', 'stray', 19],
    ['postgres://u:p@h/d?a=b&#38;c=d', 'html', 23],
    ['postgres://u:p&lt;w@h/d', 'html', 15],
    ['postgres%3A%2F%2Fu%3Ap%40h%2Fd', 'encoded', 9],
    ['cG9zdGdyZXM6Ly91OnBAaC9k', 'base64', 1],
    ['file:///run/secrets/db_url', 'secret-reference', 1],
    ['/run/secrets/db_url', 'secret-reference', 1],
    ['{"username":"u","password":"p"}', 'json', 1],
    ['[{"url":"postgres://u:p@h/d"}]', 'json', 1],
    ['"url": "postgres://u:p@h/d",', 'assignment', 1],
    ['- DATABASE_URL=postgres://u:p@h/d', 'assignment', 1],
    ['const url = "postgres://u:p@h/d";', 'assignment', 1],
    ['ENV DATABASE_URL postgres://u:p@h/d', 'assignment', 1],
    ['$ psql postgresql://u:p@h/d', 'command', 1],
    ['encrypted:BDqDBibm4wsYqMpCjTQ6', 'secret-reference', 1],
    ['ENC[AES256_GCM,data:abc]', 'secret-reference', 1],
    ['aws-secretsmanager://prod/db', 'secret-reference', 1],
    ['%env(DATABASE_URL)%', 'unexpanded', 1],
    ['process.env.DATABASE_URL', 'unexpanded', 1],
    ['__DATABASE_URL__', 'unexpanded', 1],
    ['!Ref DatabaseUrl', 'unexpanded', 1],
    ['postgres://u:#{DB_PASSWORD}@h/d', 'unexpanded', 14],
    ["postgres://u:<%= ENV['PW'] %>@h/d", 'unexpanded', 14],
    ['postgres://u:%(DB_PASSWORD)s@h/d', 'unexpanded', 14],
    ['postgres://u:$(cat /run/pw)@h/d', 'unexpanded', 14],
    ['tcp://10.0.0.1:5432', 'service-link', 1],
    ['tcp://[fd00::1]:5432', 'service-link', 1],
    ['psql -d postgresql://u:p@h/d', 'command', 1],
    ['postgres://u:p@h/d,postgres://u:p@h2/d', 'several', 19],
  ])('%j is %s at column %i', (text, reason, column) => {
    expect(first(text)).toBe(`url/not-a-url ${reason} ${column}`);
  });
});

describe('the mended reading is shown without its secret', () => {
  it.each([
    ['"postgres://u:p@h:5433/d"', 'postgres://u@h:5433/d'],
    ['DATABASE_URL="mysql://u:p@h/d"\n', 'mysql://u@h:3306/d'],
    [' postgres://u:p@h/d?sslmode=require', 'postgres://u@h:5432/d?sslmode=require'],
    ['postgresql://u\n:p\n@h\n:5432/d', 'postgres://u@h:5432/d'],
    ['postgres://u:p@h/d # production', 'postgres://u@h:5432/d'],
    ['postgres://u:p@h/d?sslmode=require&amp;connect_timeout=5', 'postgres://u@h:5432/d?sslmode=require'],
    ['postgres://postgres://u:p@h/d', 'postgres://u@h:5432/d'],
    ['DATABASE_URL=sqlite:////data/app.db', 'sqlite:////data/app.db'],
    ['cG9zdGdyZXM6Ly91OktxNy13ekBoL2QK', 'postgres://u@h:5432/d'],
  ])('%j reads as %s', (text, reads) => {
    const [found] = readValue(text).faults;
    expect(found && factsOf(found).reads).toBe(reads);
  });

  it.each([
    ['of a broken URL', '"postgres://u:p@h:abc/d"'],
    ['where the readings differ', '"postgres://u:p@w@h/d"'],
    ['where an "@" stands in what would be cut off', 'postgres://u:5432 # w@h/d'],
    ['where another line may be another secret', 'postgres://u:p@h/d\nhunter2'],
    ['where another word stands behind it', 'DATABASE_URL=postgres://u:p@h/d API_KEY=hunter2'],
    ['of a placeholder', '"postgres://u:[YOUR-PASSWORD]@h/d"'],
    ['of so many quotes that no person made them', `${'"'.repeat(20)}postgres://u:p@h/d${'"'.repeat(20)}`],
  ])('but not %s', (_, text) => {
    const [found] = readValue(text).faults;
    expect(found && factsOf(found)).not.toHaveProperty('reads');
  });
});
