import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ARTEFACTS, DEBIAN, describeInContainers, PASS, podman, run, start } from './podman.js';

const script = (name: string) => ['--volume', `${join(import.meta.dirname, name)}:/${name}:ro`];
const RUN = ['run', '--rm', '--network', 'host'];
/** In a pod, a sidecar may still start: that is worth waiting for. */
const DOWN = ['DATABASE_URL=postgres://app:Lantern.7@127.0.0.1:1/app', 'KUBERNETES_SERVICE_HOST=10.0.0.1'];

describeInContainers('signals of a container', () => {
  describe.each(ARTEFACTS)('$artefact', ({ artefact, mounts, program }) => {
    const name = `signals-${artefact.length}`;

    it('go straight to the command, and podman stop is its SIGTERM', async () => {
      const command = [...program, ...PASS, '--', 'python3', '/signals.py'];
      const running = start([...RUN, '--name', name, ...script('signals.py'), ...mounts, DEBIAN, ...command]);
      await running.written(/ready as 1\n/);
      for (const signal of ['HUP', 'INT', 'QUIT', 'USR1', 'USR2', 'WINCH']) {
        await podman('kill', '--signal', signal, name);
        await running.written(new RegExp(`SIG${signal}\n`));
      }
      await podman('stop', name);
      const { status, stdout } = await running.ended;
      expect(status).toBe(42);
      expect(stdout).toMatch(/SIGTERM\n$/);
    });

    it.each([
      ['TERM', 143],
      ['INT', 130],
    ])('end dbcheck at once while it waits for a database: SIG%s with %i', async (signal, expected) => {
      const command = [...program, '--wait', '60s', '--', 'echo', 'started'];
      const running = start([
        ...RUN,
        '--name',
        name,
        ...DOWN.flatMap((each) => ['--env', each]),
        ...mounts,
        DEBIAN,
        ...command,
      ]);
      await running.written(/waiting/);
      const sent = performance.now();
      await podman('kill', '--signal', signal, name);
      const { status, stdout } = await running.ended;
      expect({ status, stdout }).toEqual({ status: expected, stdout: '' });
      expect(performance.now() - sent).toBeLessThan(8_000);
    });
  });
});

describeInContainers('processes of a container', () => {
  it.each(ARTEFACTS)(
    'are children of the command, which reaps orphans and finds none of $artefact',
    async ({ mounts, program }) => {
      const command = [...program, ...PASS, '--', 'python3', '/orphans.py'];
      const { stdout } = await run([...script('orphans.py'), ...mounts, DEBIAN, ...command]);
      expect(stdout).toBe('process 1 reaped [8, 9]\nand there is no other\n');
    },
  );
});
