import {
  driver,
  type Ecosystem,
  framework,
  MYSQL,
  type Package,
  POSTGRES,
  SERVERS,
  textIn,
} from './listing.js';

const FILE = 'package.json';

/** Node: package.json. */
export const node: Ecosystem = {
  name: 'node',
  clients: [
    framework('prisma', ['prisma', '@prisma/client']),
    framework('sequelize', ['sequelize', 'sequelize-typescript']),
    framework('typeorm', ['typeorm', '@nestjs/typeorm']),
    framework('knex', ['knex', 'objection', 'bookshelf']),
    framework(null, [
      '@mikro-orm/core',
      '@sequelize/core',
      'waterline',
      'massive',
      '@strapi/strapi',
      'directus',
      '@payloadcms/db-postgres',
    ]),
    driver('node-pg', ['pg', 'pg-pool', 'pg-promise', 'pg-native'], POSTGRES),
    driver('postgres.js', ['postgres'], POSTGRES),
    driver(
      null,
      ['slonik', '@neondatabase/serverless', '@vercel/postgres', 'pg-cursor', 'porsager-postgres'],
      POSTGRES,
    ),
    driver('mysql2', ['mysql2'], MYSQL),
    driver('mariadb-node', ['mariadb'], ['mariadb']),
    driver(null, ['mysql', '@planetscale/database', 'serverless-mysql', '@mysql/xdevapi'], SERVERS),
  ],
  marks: (name) =>
    /^(package\.json|package-lock\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?|tsconfig\.json)$/.test(name),
  list(files) {
    const text = textIn(files, FILE);
    if (text === null) return null;
    const manifest = parsed(text);
    if (!manifest) return null;
    const of = (section: string, dev: boolean): Package[] =>
      Object.keys(objectIn(manifest[section])).map((name) => ({ name, written: name, file: FILE, dev }));
    return {
      packages: [
        ...of('dependencies', false),
        ...of('optionalDependencies', false),
        ...of('devDependencies', true),
      ],
      complete: manifest['workspaces'] === undefined,
      files: [FILE],
    };
  },
};

function parsed(text: string): Record<string, unknown> | null {
  try {
    return objectIn(JSON.parse(text));
  } catch {
    return null;
  }
}

function objectIn(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
