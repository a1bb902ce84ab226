import { defineConfig } from 'vitest/config';

const inFolder = (folder: string) => [`${folder}/**/*.test.ts`];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          setupFiles: ['test/seed.ts'],
          include: ['test/**/*.test.ts'],
          exclude: ['test/integration/**', 'test/e2e/**'],
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'integration',
          include: inFolder('test/integration'),
          globalSetup: ['test/servers/global-setup.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: [...inFolder('test/e2e'), ...inFolder('examples')],
          globalSetup: ['test/servers/global-setup.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
