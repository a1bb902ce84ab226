// Compiles dist/ for the Node that runs this, so that starts of dbcheck with it need not:
//   node node_modules/dbcheck/bin/compile.js
const { mkdirSync, readdirSync, renameSync, writeFileSync } = require('node:fs');
const { basename, join } = require('node:path');
const { setFlagsFromString } = require('node:v8');
const { compiled, dist, scriptOf } = require('./dbcheck.js');

mkdirSync(compiled, { recursive: true });
const chunks = readdirSync(join(dist, 'chunks')).map((name) => join(dist, 'chunks', name));
for (const file of [join(dist, 'cli.js'), ...chunks]) {
  // Every function, not only those that run when the file is loaded. The data say with which flags they were made, and
  // dbcheck is started without any.
  setFlagsFromString('--no-lazy');
  const script = scriptOf(file);
  setFlagsFromString('--lazy');
  const target = join(compiled, `${basename(file)}.bin`);
  writeFileSync(`${target}.new`, script.createCachedData());
  renameSync(`${target}.new`, target);
}
