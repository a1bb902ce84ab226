// For `node --require`: writes to the file DBCHECK_IMPORTS what was loaded, as `{ name, bytes, ms }` in the order in
// which it was asked for; `bytes` is null for a module of Node, `ms` without what the module loaded itself.
const fs = require('node:fs');
const Module = require('node:module');
const { basename } = require('node:path');

const rows = [];
const open = [];
const { hrtime } = process;
const load = Module._load;
const compile = Module.prototype._compile;
const known = new Set(['node:fs', 'node:module', 'node:path', 'fs', 'module', 'path']);
// A module of Node is in the snapshot that every start has, or is loaded now.
const there = new Set(process.moduleLoadList);

Module._load = function (request, ...rest) {
  const bare = request.replace(/^node:/, '');
  const isNew = Module.isBuiltin(request) && !known.has(bare) && !there.has(`NativeModule ${bare}`);
  if (!isNew) return load.call(this, request, ...rest);
  known.add(bare);
  return timed(`node:${bare}`, null, () => load.call(this, request, ...rest));
};

Module.prototype._compile = function (code, file, ...rest) {
  return timed(basename(file), Buffer.byteLength(code), () => compile.call(this, code, file, ...rest));
};

process.on('exit', () => fs.writeFileSync(process.env.DBCHECK_IMPORTS, JSON.stringify(rows)));

function timed(name, bytes, work) {
  const row = { name, bytes, ms: 0 };
  rows.push(row);
  const frame = { inner: 0n };
  open.push(frame);
  const began = hrtime.bigint();
  try {
    return work();
  } finally {
    const took = hrtime.bigint() - began;
    open.pop();
    const outer = open.at(-1);
    if (outer) outer.inner += took;
    row.ms = Number(took - frame.inner) / 1e6;
  }
}
