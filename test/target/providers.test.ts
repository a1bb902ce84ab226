import { describe, expect, it } from 'vitest';
import { providerOf } from '../../src/target/providers.js';
import { readValue } from '../../src/target/read.js';

describe('a provider is known by its hosts', () => {
  it.each([
    ['db.abc.supabase.co', 5432, 'Supabase', 'direct'],
    ['db.abc.supabase.co', 6543, 'Supabase', 'pooler-transaction'],
    ['aws-0-eu.pooler.supabase.com', 6543, 'Supabase', 'pooler-transaction'],
    ['aws-0-eu.pooler.supabase.com', 5432, 'Supabase', 'pooler-session'],
    ['ep-x-1.us-east-2.aws.neon.tech', null, 'Neon', 'direct'],
    ['ep-x-1-pooler.us-east-2.aws.neon.tech', null, 'Neon', 'pooler-transaction'],
    ['mydb.abc.us-east-1.rds.amazonaws.com', 5432, 'Amazon RDS', 'direct'],
    ['c.cluster-abc.us-east-1.rds.amazonaws.com', 5432, 'Amazon Aurora', 'direct'],
    ['c.cluster-ro-abc.us-east-1.rds.amazonaws.com', 5432, 'Amazon Aurora', 'read-only'],
    ['p.proxy-abc.us-east-1.rds.amazonaws.com', 3306, 'Amazon RDS Proxy', 'pooler'],
    ['abc.dsql.us-east-1.on.aws', 5432, 'Amazon Aurora DSQL', 'direct'],
    ['ec2-107-21-253-135.compute-1.amazonaws.com', 5432, 'Heroku', 'direct'],
    ['dpg-c1a2b3c4d5e6f7g8h9i0-a', 5432, 'Render', 'internal'],
    ['dpg-c1a2b3c4d5e6f7g8h9i0-a.oregon-postgres.render.com', null, 'Render', 'direct'],
    ['top2.nearest.of.app.internal', 5432, 'Fly', 'internal'],
    ['my-app-db.internal', 5432, 'Fly', 'internal'],
    ['app-db.flycast', 5432, 'Fly', 'internal'],
    ['pgbouncer.x.flympg.net', null, 'Fly', 'pooler'],
    ['postgres.railway.internal', 5432, 'Railway', 'internal'],
    ['x.proxy.rlwy.net', 43210, 'Railway', 'direct'],
    ['aws.connect.psdb.cloud', 3306, 'PlanetScale', 'direct'],
    ['aws-1.pg.psdb.cloud', 6432, 'PlanetScale', 'pooler-transaction'],
    ['x.b.db.ondigitalocean.com', 25060, 'DigitalOcean', 'direct'],
    ['x.b.db.ondigitalocean.com', 25061, 'DigitalOcean', 'pooler-transaction'],
    ['x.postgres.database.azure.com', 5432, 'Azure Database', 'direct'],
    ['x.cockroachlabs.cloud', 26257, 'CockroachDB Cloud', 'direct'],
    ['gateway01.eu.prod.aws.tidbcloud.com', 4000, 'TiDB Cloud', 'direct'],
    ['X.a.AIVENCLOUD.com', 12691, 'Aiven', 'direct'],
    ['x.tsdb.cloud.timescale.com', 31234, 'Timescale', 'direct'],
  ])('%s:%s is %s, %s', (host, port, name, endpoint) => {
    expect(providerOf({ dialect: 'postgres', host, port, socket: null })).toMatchObject({ name, endpoint });
  });

  it('or by the folder of its socket', () => {
    const socket = '/cloudsql/p:r:i';
    expect(providerOf({ dialect: 'postgres', host: null, port: null, socket })?.name).toBe(
      'Google Cloud SQL',
    );
  });

  it.each([
    'db',
    'localhost',
    'host.docker.internal',
    'vm.c.project.internal',
    'db.company.internal',
    'neon.tech.example.com',
    '10.0.0.1',
  ])('and %s is none', (host) => {
    expect(providerOf({ dialect: 'postgres', host, port: 5432, socket: null })).toBeNull();
  });
});

describe('what a provider expects is told', () => {
  it.each([
    ['postgres://postgres:s3cretpw@aws-0-eu.pooler.supabase.com:6543/postgres', 'any', 'error user-form'],
    [
      'postgres://postgres.ref:s3cretpw@aws-0-eu.pooler.supabase.com:6543/d',
      'node-pg',
      'warning transaction-pooler',
    ],
    ['postgres://postgres:s3cretpw@db.ref.supabase.co:5432/postgres', 'libpq', 'warning ipv6-only'],
    ['postgres://u:s3cretpw@ep-x.eu.aws.neon.tech/d?sslmode=disable', 'libpq', 'error tls-switched-off'],
    ['postgres://u:s3cretpw@ep-x.eu.aws.neon.tech/d', 'node-pg', 'warning tls-not-asked'],
    ['postgres://u:s3cretpw@x.frankfurt-postgres.render.com/d', 'any', 'warning tls-not-asked'],
    ['mysql://u:s3cretpw@x.a.aivencloud.com:1/d', 'mysql2', 'warning tls-not-asked'],
    ['postgresql://u:s3cretpw@c.cluster-ro-x.eu.rds.amazonaws.com/d', 'sqlalchemy', 'warning read-only'],
    ['postgres://u:s3cretpw@postgres.railway.internal/d', 'any', 'warning private-network'],
    [
      'mysql://root:s3cretpw@gateway01.eu.prod.aws.tidbcloud.com:4000/d?ssl-mode=REQUIRED',
      'any',
      'error user-form',
    ],
    [
      'mysql://u%40other:s3cretpw@srv.mysql.database.azure.com/d?ssl-mode=REQUIRED',
      'any',
      'warning user-form',
    ],
    [
      'postgres://u:s3cretpw@ep-x.eu.aws.neon.tech/d?sslmode=require&channel_binding=require',
      'asyncpg',
      'warning channel-binding',
    ],
  ])('%s (%s): %s', (text, client, expected) => {
    const told = readValue(text, client).faults.filter(({ code }) => code === 'url/provider');
    expect(told.map(({ severity, reason }) => `${severity} ${reason}`)).toContain(expected);
  });

  it.each([
    ['postgres://postgres.ref:s3cretpw@aws-0-eu.pooler.supabase.com:5432/postgres', 'any'],
    ['postgres://u:s3cretpw@ep-x.eu.aws.neon.tech/d', 'libpq'],
    ['postgres://u:s3cretpw@ep-x-pooler.eu.aws.neon.tech/d?pgbouncer=true&sslmode=require', 'prisma'],
    ['mysql://u:s3cretpw@aws.connect.psdb.cloud/d?ssl={"rejectUnauthorized":true}', 'any'],
    ['postgres://u%40srv:s3cretpw@srv.postgres.database.azure.com/d?sslmode=require', 'any'],
    ['postgres://me%40example.com:s3cretpw@srv.postgres.database.azure.com/d?sslmode=require', 'any'],
    ['postgres://u:s3cretpw@ec2-1-2-3-4.compute-1.amazonaws.com/d', 'any'],
  ])('and nothing where it has that: %s (%s)', (text, client) => {
    expect(readValue(text, client).faults).toEqual([]);
  });
});
