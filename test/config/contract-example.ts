/** The configuration of the contract, section 4. */
export const CONTRACT_EXAMPLE = `environments:
  production:
    when: [SPACE_ID, HF_SPACE_ID, FLASK_ENV=production]      # any of them
    dotenv: { policy: forbidden }
    databases: { main: { dialects: [mysql, mariadb] } }

env:
  AURORA_DB_URL: required                                    # short for { required: true }
  OPENAI_API_KEY: optional                                   # short for { required: false }
  OPENAI_MODEL: { default: gpt-4o-mini }
  PORT: { type: port, default: 8000 }
  SECRET_KEY: { type: string, secret: true, minLength: 32 }
  DATABASE_TYPE: { type: enum, values: [sqlite, mariadb], default: sqlite }
  MARIADB_PASSWORD: { secret: true, requiredWhen: DATABASE_TYPE=mariadb }
  DB_POOL_TIMEOUT: { type: duration, default: 30s }
envGroups:
  - anyOf: [ANTHROPIC_API_KEY, OPENAI_API_KEY]
  - allOrNone: [SLACK_CLIENT_ID, SLACK_CLIENT_SECRET]

settings:
  - file: config/config.yaml
    map: { MARIADB_HOST: database.mariadb.host, MARIADB_PORT: database.mariadb.port }

dotenv:
  policy: forbidden
  files: [.env.local, .env]

databases:
  main:
    url: \${AURORA_DB_URL}
    dialects: [mysql, mariadb]
    tls: { mode: verify-ca, ca: "\${MYSQL_SSL_CA_PATH:-/app/ca.pem}" }
    client: sqlalchemy
    writable: true
    version: ">=14"
    replicas: 3
    optional: false
    leftovers: [instance/caloria.db]

paths:
  - path: \${CHROMA_DIR:-/data/chroma_store}
    kind: directory
    writable: true
    create: true
    persistent: true
    minFree: 500MB

stray:
  policy: forbidden
  roots: [.]
  allow: ["test/fixtures/**"]
  git: true

severity: { "path/ephemeral": error, "stray/not-ignored": info }
wait: 60s
timeout: 5s
`;
