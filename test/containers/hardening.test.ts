import { expect, it } from 'vitest';
import { asWithout, observed } from './observed.js';
import { ARTEFACTS, DEBIAN, DISTROLESS, describeInContainers, EXECUTABLE, PASS } from './podman.js';
import { RESTRICTED } from './restricted.js';

const NOBODY = ['65534', '65534', '65534', '65534'];
const NO_CAPABILITIES = Object.fromEntries(
  ['Inh', 'Prm', 'Eff', 'Bnd', 'Amb'].map((set) => [`Cap${set}`, ['0000000000000000']]),
);

const ROWS: readonly [hardening: string, options: readonly string[], image: string, proof: object][] = [
  ['a user without rights', ['--user', '65534:65534'], DEBIAN, { status: { Uid: NOBODY, Gid: NOBODY } }],
  ['a read-only root', ['--read-only', '--read-only-tmpfs=false'], DEBIAN, { temporary: ['/dev/shm'] }],
  ['no shell and no /tmp', [], DISTROLESS, { shells: [], temporary: ['/run', '/dev/shm'] }],
  ['no capabilities', ['--cap-drop', 'all'], DEBIAN, { status: NO_CAPABILITIES }],
  ['no new privileges', ['--security-opt', 'no-new-privileges'], DEBIAN, { status: { NoNewPrivs: ['1'] } }],
  ['the default seccomp profile', [], DEBIAN, { status: { Seccomp: ['2'] } }],
  ['64 MB of memory', ['--memory', '64m'], DEBIAN, { memoryLimit: `${64 << 20}` }],
];

const ALL_PROVEN = {
  shells: [],
  memoryLimit: `${64 << 20}`,
  status: { Uid: NOBODY, Gid: NOBODY, NoNewPrivs: ['1'], Seccomp: ['2'], ...NO_CAPABILITIES },
};

describeInContainers('dbcheck starts the command as if it had not been there', () => {
  it.each(ROWS)('with %s', async (_, options, image, proof) => {
    const { mounts, program } = EXECUTABLE;
    const [bare, behind] = await Promise.all([
      observed([...options, ...mounts], image),
      observed([...options, ...mounts], image, [...program, ...PASS, '--']),
    ]);
    expect(behind).toMatchObject(proof);
    expect(behind).toEqual(asWithout(bare));
  });

  it.each(ARTEFACTS)('with all of it at once, $artefact', async ({ artefact, mounts, program }) => {
    const isExecutable = artefact === EXECUTABLE.artefact;
    const image = isExecutable ? DISTROLESS : DEBIAN;
    const [bare, behind] = await Promise.all([
      observed([...RESTRICTED, ...mounts], image),
      observed([...RESTRICTED, ...mounts], image, [...program, ...PASS, '--']),
    ]);
    const { shells, ...proven } = ALL_PROVEN;
    expect(behind).toMatchObject(isExecutable ? { shells, ...proven } : proven);
    expect(behind).toEqual(asWithout(bare));
  });
});
