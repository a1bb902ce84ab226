import { describe, expect, it } from 'vitest';
import { asWithout, observed } from './observed.js';
import { ARTEFACTS, DEBIAN, describeInContainers, PASS, run } from './podman.js';

describeInContainers('the streams of a container', () => {
  describe.each(ARTEFACTS)('$artefact', ({ mounts, program }) => {
    const behind = [...program, ...PASS, '--'];

    it('are the command’s: it reads every byte of a pipe, and writes on two streams', async () => {
      const input = 'a line of input\n'.repeat(20_000);
      const command = [...behind, 'sh', '-c', 'echo aside >&2; cat'];
      const { stdout, stderr } = await run(['--interactive', ...mounts, DEBIAN, ...command], input);
      expect(stdout === input).toBe(true);
      expect(stderr).toBe('aside\n');
    });

    it('are a terminal with its settings untouched where the container has one', async () => {
      const options = ['--tty', ...mounts];
      const [bare, found] = await Promise.all([observed(options, DEBIAN), observed(options, DEBIAN, behind)]);
      expect(found.terminals).toEqual([true, true, true]);
      expect(found).toEqual(asWithout(bare));
    });
  });
});
