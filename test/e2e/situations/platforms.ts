import { inject } from 'vitest';
import { postgresStartingUp } from '../../servers/fakes.js';
import type { LeftOut, Situation } from './situation.js';
import { at, fake, postgresWith, urlOf } from './worlds.js';

/** Kubernetes, Hugging Face and the orchestrators, as far as connections go. */
export const platforms: readonly Situation[] = [
  {
    id: 'hf-secret-not-set',
    world: () => ({ env: { SPACE_ID: 'me/app' } }),
    code: 'dialect/missing',
    says: /Variables and secrets/,
  },
  {
    id: 'k8s-wait-forever',
    world: () =>
      at('postgres://app:x@db:5432/app', {
        env: { KUBERNETES_SERVICE_HOST: '10.96.0.1' },
        within: { network: [], names: {} },
        args: ['--wait', '1s'],
      }),
    code: 'connect/service-not-found',
    transient: true,
    says: /NXDOMAIN/,
  },
  {
    id: 'k8s-tcp-probe-not-enough',
    world: async () => at(`postgres://app:x@127.0.0.1:${await fake(postgresStartingUp)}/app`),
    code: 'connect/starting',
    transient: true,
    says: /starting up.*57P03|57P03.*starting up/s,
  },
  {
    id: 'k8s-double-base64',
    variant: 'a whole URL',
    world: () => at(Buffer.from(inject('postgres').url).toString('base64')),
    code: 'url/not-a-url',
    says: /base64.*stringData/s,
  },
  {
    id: 'k8s-double-base64',
    variant: 'a password',
    world: () => {
      const { password } = inject('postgres');
      return at(urlOf(inject('postgres'), { password: Buffer.from(password).toString('base64') }), {
        env: { KUBERNETES_SERVICE_HOST: '10.96.0.1' },
      });
    },
    code: 'connect/auth-failed',
    says: /stringData.*encoded twice/s,
  },
  {
    id: 'compose-db-init-restart',
    // While it makes its first database, the image's server listens on its socket alone.
    world: async () => at((await postgresWith({ settings: ['listen_addresses='] })).url),
    code: 'connect/refused',
    transient: true,
    says: /--wait/,
  },
];

export const platformsLeftOut: LeftOut = {
  'hf-ephemeral':
    'no connection: `path/ephemeral` and `dialect/not-allowed` tell it, in the tests of paths and dialect',
  'k8s-migration-liveness': "the application's own probe kills it; dbcheck has ended by then",
  'k8s-secret-key-missing': 'the container never starts, and dbcheck with it',
  'compose-db-unhealthy': 'the container never starts, and dbcheck with it',
};
