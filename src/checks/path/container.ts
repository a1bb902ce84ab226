import { access } from '../../files/fs-calls.js';
import type { Context } from '../context.js';

/** Platforms that start every instance from the image again. */
const PLATFORMS = [
  'SPACE_ID',
  'HF_SPACE_ID',
  'KUBERNETES_SERVICE_HOST',
  'DYNO',
  'RENDER',
  'FLY_APP_NAME',
  'RAILWAY_ENVIRONMENT_NAME',
  'K_SERVICE',
  'ECS_CONTAINER_METADATA_URI_V4',
  'AWS_LAMBDA_FUNCTION_NAME',
];

/** Why the root file system does not outlive a restart, in words; null where nothing says so. */
export async function signOfContainer({ variables }: Context): Promise<string | null> {
  for (const mark of ['/.dockerenv', '/run/.containerenv']) {
    const there = await access(mark).then(
      () => true,
      () => false,
    );
    if (there) return `${mark} is there`;
  }
  const variable = PLATFORMS.find((name) => Boolean(variables.get(name).value));
  return variable === undefined ? null : `${variable} is set`;
}
