import { writeSync } from 'node:fs';
import { pathsCheck } from '../../src/checks/paths.js';
import { strayCheck } from '../../src/checks/stray.js';
import { fileContext } from './file-context.js';

/** The process of `runCheck`: the check's name and its context come as arguments, the outcome goes out as JSON. */
const [, , name, options = '{}'] = process.argv;
const check = name === 'paths' ? pathsCheck : strayCheck;
check.run(fileContext(JSON.parse(options)), new Map()).then((outcome) => {
  writeSync(1, JSON.stringify(outcome));
});
