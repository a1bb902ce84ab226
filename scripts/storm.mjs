// Lets many copies of dbcheck loose at once on a server that takes fewer connections, and prints how both came
// through, beside a run every second. Ends with 1 when a copy of dbcheck did not pass.
//   npm run storm                        300 runs in a few processes: all of them come at the same moment
//   npm run storm -- 100 --processes     100 processes of the executable
import './strip-types.mjs';

const { storms } = await import('./storm/storms.ts');
const copies = Number(process.argv.slice(2).find((word) => /^\d+$/.test(word)) ?? 300);
process.exitCode = (await storms(copies, process.argv.includes('--processes') ? 'processes' : 'runs'))
  ? 0
  : 1;
