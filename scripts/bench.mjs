// What dbcheck costs beside a bare start of the same Node, what Debian has, and its peers: whole processes, side by
// side in one run.
//   npm run bench                          everything, once, 15 rounds of each
//   npm run bench -- --runs 3              three times; the table has the median of the ratios
//   npm run bench -- --rounds 9 start live only these parts: start, live, many, trees, size
import { parseArgs } from 'node:util';
import './strip-types.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '15' },
    runs: { type: 'string', default: '1' },
  },
});
const { bench } = await import('./bench/bench.ts');
await bench({ rounds: Number(values.rounds), runs: Number(values.runs), parts: positionals });
