import { namesDatabaseUrl } from './secret-names.js';

type Lookup = (name: string) => string | undefined;

/** Where a variable is set on this platform, as a sentence to act on. `example` stands for the value. */
export function howToSet(name: string, lookUp: Lookup, example = 'VALUE'): string {
  return (
    onPlatform(name, lookUp, example) ??
    `Set it where the process gets its environment from: export ${name}='${example}', -e ${name}='${example}' for docker run, environment: in Compose`
  );
}

/** The same where the platform is known; null elsewhere. */
export function onPlatform(name: string, lookUp: Lookup, example: string): string | null {
  const place = PLATFORMS.find(({ variable }) => lookUp(variable));
  return place ? place.words(name, example, lookUp(place.variable) ?? '') : null;
}

interface Platform {
  readonly variable: string;
  /** `value` is that of the platform's own variable. */
  words(name: string, example: string, value: string): string;
}

const PLATFORMS: readonly Platform[] = [
  { variable: 'SPACE_ID', words: (name, _, value) => ofSpace(name, value) },
  { variable: 'HF_SPACE_ID', words: (name, _, value) => ofSpace(name, value) },
  { variable: 'FLY_APP_NAME', words: (name, example) => `fly secrets set ${name}='${example}'` },
  { variable: 'DYNO', words: (name, example) => `heroku config:set ${name}='${example}'` },
  {
    variable: 'RAILWAY_ENVIRONMENT_NAME',
    words: (name) =>
      namesDatabaseUrl(name)
        ? `Add the reference ${name}=\${{ ${/MYSQL|MARIA/i.test(name) ? 'MySQL.MYSQL_URL' : 'Postgres.DATABASE_URL'} }} to the Variables of this service on Railway (the word before the dot is the name of the database's service), then deploy it again`
        : `Add ${name} to the Variables of this service on Railway, then deploy it again`,
  },
  { variable: 'RENDER', words: (name) => `Add ${name} in the service's Environment on Render` },
  { variable: 'VERCEL', words: (name) => `vercel env add ${name}` },
  {
    variable: 'K_SERVICE',
    words: (name, example, value) =>
      `gcloud run services update ${plain(value)} --update-env-vars ${name}='${example}'`,
  },
  {
    variable: 'WEBSITE_INSTANCE_ID',
    words: (name, example) =>
      `az webapp config appsettings set -g GROUP -n APP --settings ${name}='${example}'`,
  },
  {
    variable: 'ECS_CONTAINER_METADATA_URI_V4',
    words: (name) => `Add ${name} to "environment" or "secrets" of the container in the task definition`,
  },
  {
    variable: 'GITHUB_ACTIONS',
    words: (name) =>
      `Add it to env: of the step or job: ${name}: \${{ secrets.${name} }}, and to the repository with: gh secret set ${name}`,
  },
  { variable: 'GITLAB_CI', words: (name) => `Add ${name} under Settings, CI/CD, Variables of the project` },
  {
    variable: 'KUBERNETES_SERVICE_HOST',
    words: (name, example) =>
      `Add ${name} to env: (or envFrom:) of the container in the Deployment: kubectl set env deployment/NAME ${name}='${example}'`,
  },
];

function ofSpace(name: string, space: string): string {
  const page = /^[\w.-]{1,96}\/[\w.-]{1,96}$/.test(space)
    ? `https://huggingface.co/spaces/${space}/settings`
    : "the Space's Settings";
  return `Add ${name} in ${page}, under Variables and secrets, then restart the Space (a copy of a Space does not get its secrets)`;
}

function plain(value: string): string {
  return /^[\w-]{1,63}$/.test(value) ? value : 'SERVICE';
}
