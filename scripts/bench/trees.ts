import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Part } from './measure.js';
import { ENV, EXECUTABLE, PACKAGE, type Place } from './place.js';

const ENDINGS = [
  ...['.py', '.pyc', '.py', '.js', '.so', '.html', '.js', '.map', '.png'],
  ...['.json', '.gz', '.xml', '.json', '.txt', '', ''],
];

export const SIZES = [10_000, 100_000, 500_000] as const;

/**
 * A scan for stray databases, in a tree without any: 60 files a folder, one in 500 with a name like a database's, the
 * others about as in /usr: three in sixteen have a name that does not tell what they are.
 */
export function trees(place: Place, size: number): Part {
  const cwd = treeOf(place, size);
  const scan = ['--only', 'stray', '--quiet', '--timeout', '60s'];
  return {
    title: `${size.toLocaleString('en')} files`,
    share: size > 100_000 ? 0.2 : 0.5,
    rows: [
      {
        name: "find . -type f -printf '%s %p\\n'",
        command: ['find', '.', '-type', 'f', '-printf', '%s %p\n'],
        cwd,
        env: ENV,
      },
      {
        name: "find . -type f -name '*.db'",
        command: ['find', '.', '-type', 'f', '-name', '*.db'],
        cwd,
        env: ENV,
      },
      { name: 'npm package', command: [...PACKAGE, ...scan], cwd, env: ENV },
      { name: 'executable', command: [...EXECUTABLE, ...scan], cwd, env: ENV },
    ],
  };
}

function treeOf(place: Place, size: number): string {
  const top = join(place.memory, `tree-${size}`);
  const text = 'x'.repeat(200);
  for (let made = 0, inner = top; made < size; made += 1) {
    if (made % 60 === 0) {
      inner = join(top, `${Math.floor(made / 6000)}`, `${Math.floor(made / 60)}`);
      mkdirSync(inner, { recursive: true });
    }
    const ending = made % 500 === 0 ? '.db' : ENDINGS[made % ENDINGS.length];
    writeFileSync(join(inner, `file-${made}${ending}`), text);
  }
  return top;
}
