import type { CheckId, CheckReport, DatabaseReport, Finding, Report } from '../../src/report.js';

/** Reports made by hand, one for each thing that a reader of them may meet. */

const TITLES: Readonly<Record<CheckId, string>> = {
  env: 'Environment variables',
  dotenv: '.env files',
  dialect: 'Database targets',
  connect: 'Database connections',
  paths: 'Paths',
  stray: 'Stray database files',
};

function check(id: CheckId, more: Partial<CheckReport> = {}): CheckReport {
  return {
    id,
    title: TITLES[id],
    status: 'passed',
    durationMs: 1,
    findings: [],
    notes: [],
    passed: [],
    ...more,
  };
}

export function finding(more: Partial<Finding> & Pick<Finding, 'code' | 'check' | 'subject'>): Finding {
  return {
    severity: 'error',
    transient: false,
    message: `${more.subject} is wrong`,
    why: [],
    fix: [],
    facts: {},
    source: null,
    ...more,
  };
}

function report(more: Partial<Report>): Report {
  return {
    schema: 1,
    version: '0.1.0',
    ok: true,
    exitCode: 0,
    environment: { name: 'production', because: 'SPACE_ID is set' },
    startedAt: '2026-11-21T01:02:03.456Z',
    durationMs: 132,
    checks: [],
    databases: [],
    ...more,
  };
}

const main: DatabaseReport = {
  name: 'main',
  dialect: 'mysql',
  target: 'mysql://app@db:3306/aurora',
  status: 'connected',
  server: 'MariaDB 10.11.19',
  latencyMs: 12,
  tls: { version: 'TLSv1.3', verified: 'ca' },
  layers: [
    { layer: 'name', status: 'passed', ms: 1, seen: 'db: 10.0.0.7, fd00::7' },
    { layer: 'tcp', status: 'passed', ms: 0, seen: '10.0.0.7:3306' },
    { layer: 'first-bytes', status: 'passed', ms: 1, seen: 'MariaDB 10.11.19, offers TLS' },
    { layer: 'tls', status: 'passed', ms: 5, seen: 'TLSv1.3, TLS_AES_256_GCM_SHA384' },
    { layer: 'login', status: 'passed', ms: 3, seen: 'app to aurora' },
    { layer: 'state', status: 'passed', ms: 2, seen: 'MariaDB 10.11.19' },
  ],
};

const connected: readonly DatabaseReport[] = [
  main,
  {
    ...main,
    name: 'reports',
    dialect: 'postgres',
    target: 'postgres://app@10.0.0.7:5432/reports?sslmode=verify-full',
    server: 'PostgreSQL 16.4',
    tls: { version: 'TLSv1.3', verified: 'full' },
  },
  {
    ...main,
    name: 'queue',
    target: 'mysql://queue@10.0.0.8:3306/queue',
    latencyMs: 3,
    tls: null,
    layers: [],
  },
  {
    ...main,
    name: 'cache',
    dialect: 'sqlite',
    target: 'sqlite:///data/cache.db',
    server: 'SQLite 3.51.0',
    latencyMs: 0,
    tls: null,
    layers: [{ layer: 'file', status: 'passed', ms: 0, seen: '/data/cache.db' }],
  },
];

export const healthy = report({
  checks: [
    check('env', { passed: ['AURORA_DB_URL is set (environment)', 'PORT is 8000 (default)'] }),
    check('dotenv', { passed: ['No .env file, as production wants it'] }),
    check('dialect', { passed: ['main is mysql, which is allowed'] }),
    check('connect', { durationMs: 14 }),
    check('paths', { durationMs: 3, passed: ['/data/chroma_store takes a file'] }),
    check('stray', { durationMs: 8 }),
  ],
  databases: connected,
});

export const nothingToSay = report({
  environment: { name: 'development', because: 'nothing says otherwise' },
  checks: [
    check('env'),
    check('dotenv'),
    check('dialect'),
    check('connect', { status: 'skipped', reason: '--offline' }),
    check('paths', { status: 'skipped', reason: 'no paths are declared' }),
    check('stray'),
  ],
  databases: [{ ...main, status: 'skipped', server: null, latencyMs: null, tls: null, layers: [] }],
});

const notIgnored = finding({
  code: 'stray/not-ignored',
  severity: 'warning',
  check: 'stray',
  subject: '.gitignore',
  message: '.gitignore has no pattern for SQLite files',
  why: ['git would add app.db, app.db-wal and app.sqlite3'],
  fix: [`printf '%s\\n' '*.db' '*.db-*' '*.sqlite3' >> .gitignore`],
  facts: { missing: ['*.db', '*.db-*', '*.sqlite3'] },
  source: { file: '.gitignore', line: null, column: null },
});

export const failing = report({
  ok: false,
  exitCode: 1,
  checks: [
    check('env', {
      status: 'failed',
      findings: [
        finding({
          code: 'env/missing',
          check: 'env',
          subject: 'SECRET_KEY',
          message: 'SECRET_KEY is not set',
          why: ['dbcheck.yaml declares it as required', 'Set, and similar: SECRETKEY'],
          fix: ['Rename SECRETKEY to SECRET_KEY, if that is what was meant', 'export SECRET_KEY=…'],
          facts: { near: ['SECRETKEY'], requiredBy: 'dbcheck.yaml', description: null },
          source: { file: 'dbcheck.yaml', line: 12, column: 5 },
        }),
        finding({
          code: 'env/deprecated',
          severity: 'warning',
          check: 'env',
          subject: 'DB_POOL',
          message: 'DB_POOL is deprecated: use DB_POOL_SIZE',
          why: ['It is set, and comes from: environment'],
          fix: ['Remove DB_POOL; use DB_POOL_SIZE'],
          facts: { instead: 'use DB_POOL_SIZE' },
          source: { variable: 'DB_POOL' },
        }),
      ],
    }),
    check('dotenv', {
      status: 'failed',
      findings: [
        finding({
          code: 'dotenv/in-production',
          check: 'dotenv',
          subject: '.env',
          message: '.env is here, and production takes its variables from the platform only',
          why: ['It gives a variable another value than the platform: AURORA_DB_URL', 'It adds: DEBUG'],
          fix: [`Keep it out of the image: echo '.env' >> .dockerignore`],
          facts: { overrides: ['AURORA_DB_URL'], adds: ['DEBUG'] },
          source: { file: '.env', line: 3, column: 1 },
        }),
      ],
    }),
    check('dialect', { passed: ['main is mysql, which is allowed', 'reports is postgres'] }),
    check('connect', {
      status: 'failed',
      durationMs: 118,
      reason: 'databases.queue: needs dialect',
      findings: [
        finding({
          code: 'connect/refused',
          transient: true,
          check: 'connect',
          subject: 'reports',
          message:
            'reports: nothing listens on db.internal (10.0.0.7), port 5432, so no connection could be made',
          why: [
            'TCP connect to 10.0.0.7:5432 was refused after 1 ms (ECONNREFUSED), which means that the machine is up and no server is listening on that port of it',
          ],
          fix: [
            'Start the server: systemctl start postgresql && systemctl status --no-pager --lines=50 postgresql',
            'Or correct the port in REPORTS_DATABASE_URL: postgres://app@db.internal:5432/reports',
          ],
          facts: { host: 'db.internal', address: '10.0.0.7', port: 5432, errno: 'ECONNREFUSED', afterMs: 1 },
          source: { variable: 'REPORTS_DATABASE_URL' },
        }),
      ],
    }),
    check('paths', { status: 'skipped', reason: 'left out by --skip paths' }),
    check('stray', { status: 'warned', durationMs: 8, findings: [notIgnored] }),
  ],
  databases: [
    main,
    {
      name: 'reports',
      dialect: 'postgres',
      target: 'postgres://app@db.internal:5432/reports',
      status: 'failed',
      server: null,
      latencyMs: null,
      tls: null,
      layers: [
        { layer: 'name', status: 'passed', ms: 2, seen: 'db.internal: 10.0.0.7' },
        { layer: 'tcp', status: 'failed', ms: 1, seen: '10.0.0.7:5432: connect/refused' },
      ],
    },
    {
      name: 'queue',
      dialect: null,
      target: null,
      status: 'skipped',
      server: null,
      latencyMs: null,
      tls: null,
      layers: [],
    },
  ],
});

export const warned = report({
  checks: [check('env'), check('stray', { status: 'warned', findings: [notIgnored] })],
});

export const strict = report({
  ok: false,
  exitCode: 1,
  checks: [check('env'), check('stray', { status: 'failed', findings: [notIgnored] })],
});

export const transient = report({
  ok: false,
  exitCode: 3,
  durationMs: 60_004,
  checks: [
    check('connect', {
      status: 'failed',
      durationMs: 60_000,
      findings: [
        finding({
          code: 'connect/starting',
          transient: true,
          check: 'connect',
          subject: 'main',
          message: 'main: the server is still starting',
          why: ['SQLSTATE 57P03: the database system is starting up', '31 attempts in 60 s'],
          fix: ['Wait longer: dbcheck --wait 2m'],
          facts: { sqlstate: '57P03', attempts: 31 },
          source: { variable: 'DATABASE_URL' },
        }),
      ],
    }),
  ],
});

export const crashed = report({
  ok: false,
  exitCode: 70,
  checks: [
    check('paths', {
      status: 'failed',
      findings: [
        finding({
          code: 'check/crashed',
          check: 'paths',
          subject: 'paths',
          message: 'The check "paths" of dbcheck crashed; nothing is known about what it looks at',
          why: ["TypeError: Cannot read properties of undefined (reading 'mode')"],
          fix: ['To start without this check meanwhile: dbcheck --skip paths'],
        }),
      ],
    }),
  ],
});

export const nothingRan = report({
  ok: false,
  exitCode: 2,
  checks: [
    check('env', { status: 'skipped', reason: 'nothing is declared' }),
    check('connect', { status: 'skipped', reason: '--offline' }),
  ],
});

/** Every field that may be null is. */
export const nulls = report({
  ok: false,
  exitCode: 1,
  checks: [
    check('env', {
      status: 'failed',
      findings: [
        finding({ code: 'env/empty', check: 'env', subject: 'A' }),
        finding({ code: 'env/group', check: 'env', subject: 'B', severity: 'info', facts: { a: null } }),
      ],
    }),
    check('connect', { status: 'skipped' }),
  ],
  databases: [
    {
      name: 'x',
      dialect: null,
      target: null,
      status: 'connected',
      server: null,
      latencyMs: null,
      tls: null,
      layers: [],
    },
  ],
});

/** What a server, a file name or a value could say to look like something else. */
const HOSTILE = [
  'a\r\nFAIL  Forged line',
  '\x1b[2J\x1b]0;title\x07',
  '::error file=x::forged',
  '\n::stop-commands::x',
  '##[error]forged ##vso[task.complete]',
  ']]><forged attribute="&amp;">',
  '<![CDATA[ x ]]>',
  'txt.\u202egpj \u2066x\u2069 \u200b\ufeff\u2028\u2029\u0085\x9b31m\x7f',
  '[link](https://example.test) {0} %0A %',
  '\ud800 \uffff \0 \ud83d\udca9 \u{e0041}',
  '../a b/ü,:%.env',
].join(' ');

export const hostile = report({
  ok: false,
  exitCode: 1,
  environment: { name: `x\n${HOSTILE}`, because: HOSTILE },
  checks: [
    check('env', {
      status: 'failed',
      reason: HOSTILE,
      passed: [HOSTILE],
      findings: (['error', 'warning', 'info'] as const).map((severity) =>
        finding({
          code: 'env/invalid',
          severity,
          check: 'env',
          subject: HOSTILE,
          message: HOSTILE,
          why: [HOSTILE],
          fix: [HOSTILE],
          facts: { [HOSTILE]: HOSTILE },
          source: severity === 'error' ? { file: HOSTILE, line: 3, column: 7 } : { variable: HOSTILE },
        }),
      ),
    }),
    check('connect', { status: 'skipped', reason: HOSTILE }),
  ],
  databases: [
    {
      name: HOSTILE,
      dialect: HOSTILE,
      target: HOSTILE,
      status: 'connected',
      server: HOSTILE,
      latencyMs: 1,
      tls: { version: HOSTILE, verified: 'none' },
      layers: [{ layer: 'name', status: 'failed', ms: 1, seen: HOSTILE }],
    },
  ],
});

export const thousand = report({
  ok: false,
  exitCode: 1,
  checks: [
    check('env', {
      status: 'failed',
      findings: Array.from({ length: 1000 }, (_, index) =>
        finding({
          code: 'env/missing',
          check: 'env',
          subject: `VARIABLE_${index}`,
          message: `VARIABLE_${index} is not set; its default would be …é`,
          fix: [`export VARIABLE_${index}=…`],
        }),
      ),
    }),
  ],
});

export const reports = {
  healthy,
  'nothing-to-say': nothingToSay,
  failing,
  warned,
  strict,
  transient,
  crashed,
  'nothing-ran': nothingRan,
  nulls,
  hostile,
} as const;
