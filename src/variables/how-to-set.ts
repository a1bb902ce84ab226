type Lookup = (name: string) => string | undefined;

/** Where a variable is set on this platform, as a sentence to act on. `example` stands for the value. */
export function howToSet(name: string, lookUp: Lookup, example = 'VALUE'): string {
  const place = PLATFORMS.find(({ variable }) => lookUp(variable));
  if (place) return place.words(name, example);
  return `Set it where the process gets its environment from: export ${name}='${example}', -e ${name}='${example}' for docker run, environment: in Compose`;
}

const PLATFORMS: readonly { variable: string; words: (name: string, example: string) => string }[] = [
  {
    variable: 'SPACE_ID',
    words: (name) =>
      `Add ${name} in the Space's Settings, under Variables and secrets, then restart the Space`,
  },
  {
    variable: 'HF_SPACE_ID',
    words: (name) =>
      `Add ${name} in the Space's Settings, under Variables and secrets, then restart the Space`,
  },
  { variable: 'FLY_APP_NAME', words: (name, example) => `fly secrets set ${name}='${example}'` },
  { variable: 'DYNO', words: (name, example) => `heroku config:set ${name}='${example}'` },
  {
    variable: 'RAILWAY_ENVIRONMENT_NAME',
    words: (name) =>
      `Add ${name} in the service's Variables on Railway; a database's URL is a reference such as \${{ Postgres.DATABASE_URL }}`,
  },
  { variable: 'RENDER', words: (name) => `Add ${name} in the service's Environment on Render` },
  { variable: 'VERCEL', words: (name) => `vercel env add ${name}` },
  {
    variable: 'KUBERNETES_SERVICE_HOST',
    words: (name) => `Add ${name} to env: (or envFrom:) of the container in the Deployment`,
  },
];
