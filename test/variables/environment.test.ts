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
