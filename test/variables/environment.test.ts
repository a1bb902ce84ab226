import { describe, expect, it } from 'vitest';
import { conditionHolds, detectEnvironment } from '../../src/variables/environment.js';

type Env = Record<string, string>;
const detect = (env: Env, when: Record<string, string[]> = {}, option?: string) =>
  detectEnvironment({ option, when: new Map(Object.entries(when)), env });

describe('the environment is', () => {
  it.each<[string, Env, string]>([
    ['development', {}, 'nothing says otherwise'],
    ['production', { NODE_ENV: 'production' }, 'NODE_ENV=production'],
    ['production', { RAILS_ENV: 'Prod' }, 'RAILS_ENV=Prod'],
    ['production', { SPRING_PROFILES_ACTIVE: 'metrics, prod' }, 'SPRING_PROFILES_ACTIVE=prod'],
    ['production', { SPACE_ID: 'me/app' }, 'SPACE_ID is set'],
    ['production', { VERCEL_ENV: 'production' }, 'VERCEL_ENV=production'],
    ['development', { VERCEL_ENV: 'preview' }, 'nothing says otherwise'],
    ['development', { SPACE_ID: '' }, 'nothing says otherwise'],
    ['test', { FLASK_ENV: 'testing' }, 'FLASK_ENV=testing'],
    ['test', { CI: 'true' }, 'CI=true'],
    ['test', { CI: 'true', KUBERNETES_SERVICE_HOST: '10.0.0.1' }, 'CI=true'],
    ['production', { CI: 'true', NODE_ENV: 'production' }, 'NODE_ENV=production'],
    [
      'production',
      { CI: 'true', KUBERNETES_SERVICE_HOST: '10.0.0.1', DYNO: 'web.1' },
      'KUBERNETES_SERVICE_HOST is set',
    ],
    ['development', { CI: 'yes' }, 'nothing says otherwise'],
    ['development', { APP_ENV: 'staging' }, 'nothing says otherwise'],
  ])('%s with %o', (name, env, because) => {
    expect(detect(env)).toMatchObject({ name, because, observations: [], production: name === 'production' });
  });

  it.each(
    'NODE_ENV APP_ENV ENV ENVIRONMENT FLASK_ENV DJANGO_ENV RAILS_ENV RACK_ENV GO_ENV NEST_ENV ASPNETCORE_ENVIRONMENT DOTNET_ENVIRONMENT SPRING_PROFILES_ACTIVE'.split(
      ' ',
    ),
  )('told by %s, in any case and in a list', (name) => {
    for (const value of ['production', 'Production', 'PROD', 'metrics,prod', ' prod ', '"production"'])
      expect(detect({ [name]: value }).name, value).toBe('production');
    for (const value of ['test', 'Testing']) expect(detect({ [name]: value }).name, value).toBe('test');
    for (const value of ['development', 'producti0n', 'productions', ''])
      expect(detect({ [name]: value }).name, value).toBe('development');
  });

  it.each(
    'SPACE_ID HF_SPACE_ID KUBERNETES_SERVICE_HOST DYNO RENDER FLY_APP_NAME K_SERVICE ECS_CONTAINER_METADATA_URI_V4 AWS_LAMBDA_FUNCTION_NAME WEBSITE_INSTANCE_ID'.split(
      ' ',
    ),
  )('production where the platform sets %s', (name) => {
    const because = `${name} is set`;
    expect(detect({ [name]: 'x' })).toMatchObject({ name: 'production', because, observations: [] });
    expect(detect({ [name]: '' }).name).toBe('development');
    const { name: strict, observations } = detect({ [name]: 'x', APP_ENV: 'test' });
    expect([strict, observations[0]?.code]).toEqual(['production', 'environment/conflict']);
    const inBuild = name === 'KUBERNETES_SERVICE_HOST' ? 'test' : 'production';
    expect(detect({ [name]: 'x', CI: 'true' }).name).toBe(inBuild);
  });

  it.each(['RAILWAY_ENVIRONMENT_NAME', 'VERCEL_ENV'])('production where %s says so', (name) => {
    expect(detect({ [name]: 'production' })).toMatchObject({ name: 'production', observations: [] });
    expect(detect({ [name]: 'preview' }).name).toBe('development');
  });

  it.each<[string, Env, Record<string, string[]>, string | undefined]>([
    [
      'what the option says, before all else',
      { NODE_ENV: 'production', DBCHECK_ENVIRONMENT: 'test' },
      { test: ['NODE_ENV'] },
      'staging',
    ],
    [
      'what DBCHECK_ENVIRONMENT says, before the configuration',
      { DBCHECK_ENVIRONMENT: 'staging' },
      { test: ['PATH'] },
      undefined,
    ],
    [
      'what the configuration says, before a platform',
      { SPACE_ID: 'x', APP_ENV: 'staging' },
      { staging: ['APP_ENV=staging'] },
      undefined,
    ],
  ])('%s', (_, env, when, option) => {
    expect(detect(env, when, option)).toMatchObject({ name: 'staging', observations: [] });
  });

  it('production for the short form of the option too', () => {
    expect(detect({}, {}, 'prod')).toMatchObject({ name: 'production', production: true });
  });

  it('production by a condition of the short name', () => {
    expect(detect({ A: '1' }, { prod: ['A'] })).toMatchObject({ name: 'production', production: true });
  });

  it('the stricter one where two signals disagree, with a warning that names both', () => {
    const { name, observations } = detect({ FLASK_ENV: 'development', SPACE_ID: 'x' });
    expect(name).toBe('production');
    expect(observations).toMatchObject([
      {
        code: 'environment/conflict',
        facts: { because: 'SPACE_ID is set', otherBecause: 'FLASK_ENV=development' },
      },
    ]);
  });
});

describe('a condition', () => {
  it.each<[string, Env, boolean]>([
    ['A', { A: 'x' }, true],
    ['A', { A: '' }, false],
    ['A=x', { A: 'x' }, true],
    ['A=x', { A: 'y, x' }, true],
    ['A=x=y', { A: 'x=y' }, true],
    ['A=X', { A: 'x' }, false],
  ])('%s with %o holds: %s', (condition, env, holds) => {
    expect(conditionHolds(condition, (name) => env[name])).toBe(holds);
  });
});
