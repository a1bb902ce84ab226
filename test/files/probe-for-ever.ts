import { writeSync } from 'node:fs';
import { probeFolder } from '../../src/files/write-probe.js';

/** Probes the folder of its argument until it is killed. */
async function probeForEver(folder: string): Promise<never> {
  for (let round = 0; ; round += 1) {
    await probeFolder(folder);
    if (round === 0) writeSync(1, 'running\n');
  }
}

void probeForEver(process.argv[2] ?? '');
