import {
  driver,
  type Ecosystem,
  framework,
  MYSQL,
  type Package,
  POSTGRES,
  SQLITE,
  textIn,
} from './listing.js';

const FILES = [
  'pom.xml',
  'build.gradle',
  'build.gradle.kts',
  'gradle/libs.versions.toml',
  'build.sbt',
] as const;

const KNOWN = [
  'postgresql',
  'mysql-connector-j',
  'mysql-connector-java',
  'mariadb-java-client',
  'sqlite-jdbc',
  'vertx-pg-client',
  'vertx-mysql-client',
  'quarkus-reactive-pg-client',
  'quarkus-reactive-mysql-client',
  'quarkus-jdbc-postgresql',
  'quarkus-jdbc-mysql',
  'quarkus-jdbc-mariadb',
  'pgjdbc-ng',
  'jasync-postgresql',
  'jasync-mysql',
  'ktor-server-core',
] as const;

/** The JVM: pom.xml, Gradle's files and its catalogue, build.sbt. */
export const jvm: Ecosystem = {
  name: 'jvm',
  clients: [
    framework(null, [
      'vertx-pg-client',
      'vertx-mysql-client',
      'quarkus-reactive-pg-client',
      'quarkus-reactive-mysql-client',
      'pgjdbc-ng',
      'jasync-postgresql',
      'jasync-mysql',
    ]),
    driver('pgjdbc', ['postgresql', 'quarkus-jdbc-postgresql'], POSTGRES),
    // It refuses jdbc:mariadb:, and MariaDB's own jdbc:mysql:.
    {
      ...driver('connectorj', ['mysql-connector-j', 'mysql-connector-java', 'quarkus-jdbc-mysql'], ['mysql']),
      over: ['mariadb-java-client', 'quarkus-jdbc-mariadb'],
    },
    driver('mariadb-jdbc', ['mariadb-java-client', 'quarkus-jdbc-mariadb'], MYSQL),
    driver('sqlite-jdbc', ['sqlite-jdbc'], SQLITE),
  ],
  marks: (name) =>
    /^(pom\.xml|(build|settings)\.gradle(\.kts)?|build\.sbt|project\.clj|deps\.edn|build\.xml|mvnw|gradlew)$|\.(jar|war|java|kt|scala)$/.test(
      name,
    ),
  list(files) {
    const packages: Package[] = [];
    const found: string[] = [];
    for (const file of FILES) {
      const text = textIn(files, file);
      if (text === null) continue;
      found.push(file);
      for (const name of KNOWN)
        if (names(text, name)) packages.push({ name, written: name, file, dev: false });
    }
    return found.length > 0 ? { packages, complete: false, files: found } : null;
  },
};

/** `<artifactId>NAME</artifactId>`, `group:NAME:1.0`, `name = "NAME"`, `"group" % "NAME"`. */
function names(text: string, name: string): boolean {
  return [
    `<artifactId>${name}</artifactId>`,
    `:${name}:`,
    `:${name}"`,
    `:${name}'`,
    `"${name}"`,
    `'${name}'`,
  ].some((written) => text.includes(written));
}
