// Many copies of dbcheck in one process, each with its own run, so that what a start costs does not spread them.
// Arguments: how long each waits in seconds, or `again` to be run anew every second; how many. Prints how each
// ended, a line for each.
import { setTimeout as sleep } from 'node:timers/promises';
import { run } from '../../dist/index.js';

const PATIENCE_MS = 120_000;

const [wait, copies] = process.argv.slice(2);
const startedAt = performance.now();
const elapsed = () => performance.now() - startedAt;
const env = { ...process.env };
const once = async (waitMs) => (await run({ env, waitMs, only: ['dialect', 'connect'] })).report.exitCode;

async function everySecond() {
  for (;;) {
    const status = await once(0);
    if (status !== 3 || elapsed() > PATIENCE_MS) return status;
    await sleep(1000);
  }
}

const copy = () => (wait === 'again' ? everySecond() : once(Number(wait) * 1000));
await Promise.all(
  Array.from({ length: Number(copies) }, async () => {
    const status = await copy();
    console.log(JSON.stringify({ status, ms: elapsed() }));
  }),
);
