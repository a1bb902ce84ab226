import { expect, test } from 'vitest';
import { freePort } from '../servers/guarded-process.js';
import { probed, targetOf, wordsOf } from './targets.js';

const surroundings = {
  container: ['KUBERNETES_SERVICE_HOST is set'],
  kubernetes: true,
  platform: null,
  services: [
    { name: 'db', from: 'compose.yaml' },
    { name: 'orders-db', from: 'ORDERS_DB_SERVICE_HOST' },
  ],
};

test.each(['no-such-service', 'localhost'])('in a pod, %s is not explained by Docker', async (host) => {
  const target = targetOf({
    hosts: [{ host, port: await freePort() }],
    user: 'app',
    password: 'Wrong.5-marble',
  });
  const result = await probed(target, { surroundings });
  const words = result.observations.map(wordsOf).join('\n');
  expect(words).toContain('kubectl get svc');
  expect(words).toContain('.svc');
  expect(words).not.toMatch(/docker|compose/i);
});
