import { driver, type Ecosystem, MYSQL, POSTGRES, SQLITE, textIn } from './listing.js';

const PROJECT = /\.(cs|fs|vb)proj$/;

/** .NET: the project files. */
export const dotnet: Ecosystem = {
  name: 'dotnet',
  clients: [
    driver(
      'npgsql',
      ['npgsql', 'npgsql.entityframeworkcore.postgresql', 'npgsql.dependencyinjection'],
      POSTGRES,
    ),
    driver(
      'mysql-ado',
      ['mysqlconnector', 'pomelo.entityframeworkcore.mysql', 'mysql.data', 'mysql.entityframeworkcore'],
      MYSQL,
    ),
    driver(
      'sqlite-ado',
      [
        'microsoft.data.sqlite',
        'microsoft.data.sqlite.core',
        'microsoft.entityframeworkcore.sqlite',
        'system.data.sqlite',
      ],
      SQLITE,
    ),
  ],
  marks: (name) =>
    PROJECT.test(name) || /\.(sln|slnx|cs|fs)$|^(global\.json|Directory\.\w{1,20}\.props)$/.test(name),
  list(files) {
    const found = files
      .list()
      .filter((name) => PROJECT.test(name))
      .slice(0, 10);
    if (found.length === 0) return null;
    const packages = found.flatMap((file) =>
      [
        ...(textIn(files, file) ?? '').matchAll(/<PackageReference\s{1,8}Include\s?=\s?"([\w.-]{1,120})"/gi),
      ].map(([, written = '']) => ({ name: written.toLowerCase(), written, file, dev: false })),
    );
    return { packages, complete: false, files: found };
  },
};
