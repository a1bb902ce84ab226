import { jsonManifest } from './json-manifest.js';
import { driver, type Ecosystem, framework, MYSQL, POSTGRES, SERVERS } from './listing.js';

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
    const manifest = jsonManifest(files, FILE);
    if (!manifest) return null;
    return {
      packages: [
        ...manifest.packages('dependencies', false),
        ...manifest.packages('optionalDependencies', false),
        ...manifest.packages('devDependencies', true),
      ],
      complete: !manifest.has('workspaces'),
      files: [FILE],
    };
  },
};
