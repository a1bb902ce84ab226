import { describe, expect, it } from 'vitest';
import { frameworkNames, readerOfFramework } from '../../../src/target/clients/frameworks.js';
import { clientNames, readerNamed } from '../../../src/target/clients/readers.js';
import { onlyDatabase } from '../context.js';

describe('a framework as the client', () => {
  it.each<[string, string, string]>([
    ['spring', 'jdbc:postgresql://h/d', 'pgjdbc'],
    ['Spring', 'jdbc:mysql://h/d', 'connectorj'],
    ['java', 'jdbc:mariadb://h/d', 'mariadb-jdbc'],
    ['spring', 'r2dbc:postgresql://u:p@h/d', 'r2dbc'],
    ['r2dbc', 'r2dbc:pool:mysql://u:p@h/d', 'r2dbc'],
    ['flyway', 'jdbc:sqlite:/data/app.db', 'sqlite-jdbc'],
    ['go', 'postgres://u:p@h/d', 'pgx'],
    ['go', 'u:p@tcp(h:3306)/d', 'go-sql-driver'],
    ['node', 'mysql://u:p@h/d', 'mysql2'],
    ['python', 'postgres://u:p@h/d', 'libpq'],
    ['rust', 'sqlite://a.db', 'sqlx'],
    ['go', 'sqlite:///a.db', 'any'],
  ])('%s reads %s as %s does', (client, url, reader) => {
    const database = onlyDatabase({ databases: { main: { url, client } } });
    expect(database.known?.grammar).toBe(reader);
    expect(database.observations.map(({ facts }) => facts['reason'])).not.toContain('unknown-client');
    expect(database.observations.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('reads parts by their dialect', () => {
    const database = onlyDatabase({ databases: { main: { dialect: 'mysql', host: 'h', client: 'dotnet' } } });
    expect(database.known).toMatchObject({
      grammar: 'mysql-ado',
      sources: { client: 'configuration databases.main.client' },
    });
  });

  it('has a name that no reader and no alias has', () => {
    expect(clientNames.filter((name, index) => clientNames.indexOf(name) !== index)).toEqual([]);
  });

  it('leads to a reader that exists', () => {
    for (const word of frameworkNames) {
      expect(clientNames).toContain(word);
      for (const dialect of ['postgres', 'mysql', 'mariadb', 'sqlite', null]) {
        const reader = readerOfFramework(word, dialect);
        expect(readerNamed(reader ?? '').name).toBe(reader);
      }
    }
  });
});
