import { driver, type Ecosystem, framework, MYSQL, POSTGRES, SERVERS, textIn } from './listing.js';

const FILE = 'go.mod';

/** Go: go.mod, without what is there for something else. */
export const go: Ecosystem = {
  name: 'go',
  clients: [
    driver('go-sql-driver', ['github.com/go-sql-driver/mysql', 'gorm.io/driver/mysql'], MYSQL),
    driver('pgx', ['github.com/jackc/pgx', 'gorm.io/driver/postgres'], POSTGRES),
    driver('libpq', ['github.com/lib/pq'], POSTGRES),
    driver(null, ['github.com/uptrace/bun/driver/pgdriver', 'github.com/go-pg/pg'], POSTGRES),
    framework(null, ['github.com/xo/dburl', 'github.com/gobuffalo/pop'], { dialects: SERVERS }),
  ],
  marks: (name) => /^go\.(mod|sum|work)$|\.go$/.test(name),
  list(files) {
    const text = textIn(files, FILE);
    if (text === null) return null;
    const packages = text
      .split('\n')
      .filter((line) => !line.includes('// indirect'))
      .flatMap((line) => /^\s{0,8}(?:require\s{1,4})?([\w.~/-]{3,200})\s{1,4}v\d/.exec(line)?.[1] ?? [])
      .map((written) => ({ name: written.replace(/\/v\d{1,3}$/, ''), written, file: FILE, dev: false }));
    return { packages, complete: true, files: [FILE] };
  },
};
