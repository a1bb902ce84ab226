import { defineConfig } from 'vitest/config';

const inFolder = (folder: string) => [`${folder}/**/*.test.ts`];

export default defineConfig({
  test: {
    // Most of a test of the built program is waiting: for a server, or for a deadline.
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'unit',
          setupFiles: ['test/seed.ts'],
          include: ['test/**/*.test.ts'],
          exclude: ['test/integration/**', 'test/e2e/**', 'test/containers/**'],
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'integration',
          include: inFolder('test/integration'),
          globalSetup: ['test/servers/global-setup.ts'],
          testTimeout: 90_000,
          hookTimeout: 120_000,
        },
      },
      // The same tests for both artefacts: the npm package under Node, and the executable.
      ...['package', 'executable'].map((artefact) => ({
        test: {
          name: artefact === 'package' ? 'e2e' : 'e2e-executable',
          include: [...inFolder('test/e2e'), ...inFolder('examples')],
          exclude: artefact === 'package' ? ['test/e2e/executables.test.ts'] : ['test/e2e/package.test.ts'],
          env: { DBCHECK_ARTEFACT: artefact },
          globalSetup: ['test/servers/global-setup.ts'],
          testTimeout: 90_000,
          hookTimeout: 120_000,
        },
      })),
      // One container at a time: what is measured in them is also how fast they are.
      {
        test: {
          name: 'containers',
          include: inFolder('test/containers'),
          globalSetup: ['test/servers/global-setup.ts', 'test/containers/global-setup.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
