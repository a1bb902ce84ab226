import { beforeAll, describe, expect, it } from 'vitest';
import { asWithout, type Observed, observed } from './observed.js';
import { ARTEFACTS, DEBIAN, describeInContainers, PASS, run } from './podman.js';

const ENVIRONMENT = ['--env', 'COLOUR=blue $HOME *', '--env', 'EMPTY='];

describeInContainers('the command behind dbcheck as the first process of a container', () => {
  describe.each(ARTEFACTS)('$artefact', ({ mounts, program }) => {
    let bare: Observed;
    let behind: Observed;
    beforeAll(async () => {
      [bare, behind] = await Promise.all([
        observed([...mounts, ...ENVIRONMENT], DEBIAN),
        observed([...mounts, ...ENVIRONMENT], DEBIAN, [...program, ...PASS, '--']),
      ]);
    });

    it('is process 1 itself, and there is no other', () => {
      expect(behind).toMatchObject({ pid: 1, processes: [1], children: [] });
    });

    it('has nothing of dbcheck in memory: the program and every file mapped are its own', () => {
      expect(behind.program).toBe('/usr/bin/python3.11');
      expect(behind.mapped).toEqual(bare.mapped);
      expect(behind.mapped.join()).not.toMatch(/dbcheck|node/);
    });

    it('has its three streams and no other descriptor', () => {
      expect(Object.keys(behind.descriptors)).toEqual(['0', '1', '2']);
    });

    it('has exactly the environment that was checked', () => {
      expect(behind.environment).toEqual(bare.environment);
      expect(behind.environment).toMatchObject({ COLOUR: 'blue $HOME *', EMPTY: '' });
    });

    it('cannot tell that dbcheck ran before it, but for the limit of open files that every Node raises', () => {
      expect(behind).toEqual(asWithout(bare));
    });

    it('has no signal ignored and none blocked', async () => {
      const command = ['cat', '/proc/1/status'];
      const { stdout } = await run([...mounts, DEBIAN, ...program, ...PASS, '--', ...command]);
      expect(stdout).toMatch(/^Pid:\t1$/m);
      expect(stdout.match(/^Sig(Ign|Blk):\t0{16}$/gm)).toHaveLength(2);
    });
  });
});
