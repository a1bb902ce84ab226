#!/usr/bin/env node
// Written for every Node there ever was, so that one that is too old can say so.
var parts = process.versions.node.split('.');
if (Number(parts[0]) < 20 || (Number(parts[0]) === 20 && Number(parts[1]) < 18)) {
  require('fs').writeSync(
    2,
    'dbcheck: needs Node 20.18 or newer; this is Node ' + process.versions.node + '\n',
  );
  process.exit(2);
}
require('../dist/cli.js').main();
