// Lets many copies of dbcheck loose at once on a server that takes fewer connections, and prints how both came
// through, beside a run every second. Ends with 1 when a copy of dbcheck did not pass.
//   npm run storm                        300 runs in a few processes: all of them come at the same moment
//   npm run storm -- 90 30               90 runs on a server that takes 30 connections, for a small machine
//   npm run storm -- 100 --processes     100 processes of the executable
import './strip-types.mjs';

const { storms } = await import('./storm/storms.ts');
const [copies = 300, connections = 100] = process.argv
  .slice(2)
  .filter((word) => /^\d+$/.test(word))
  .map(Number);
const kind = process.argv.includes('--processes') ? 'processes' : 'runs';
process.exitCode = (await storms(copies, connections, kind)) ? 0 : 1;
