// For `node --require`: writes to the file DBCHECK_IMPORTS what was loaded, as `{ name, bytes, ms }` in the order in
// which it was asked for; `bytes` is null for a module of Node, `ms` without what the module loaded itself, `compiled` says
// whether V8 took what bin/compile.js had made of the file.
const fs = require('node:fs');
const Module = require('node:module');
const { basename } = require('node:path');
const vm = require('node:vm');

const rows = [];
const open = [];
const { hrtime } = process;
const load = Module._load;
const compile = Module.prototype._compile;
const { Script } = vm;
const known = new Set(['fs', 'module', 'path', 'vm']);
// A module of Node is in the snapshot that every start has, or is loaded now.
const there = new Set(process.moduleLoadList);

Module._load = function (request, ...rest) {
  const bare = request.replace(/^node:/, '');
  const isNew = Module.isBuiltin(request) && !known.has(bare) && !there.has(`NativeModule ${bare}`);
  if (!isNew) return load.call(this, request, ...rest);
  known.add(bare);
  return timed(rowOf(`node:${bare}`, null), () => load.call(this, request, ...rest));
};

Module.prototype._compile = function (code, file, ...rest) {
  const row = rowOf(basename(file), Buffer.byteLength(code));
  return timed(row, () => compile.call(this, code, file, ...rest));
};

// The launcher's own `require`.
vm.Script = class {
  #row;
  #script;
  constructor(code, options) {
    this.#row = rowOf(basename(options.filename), Buffer.byteLength(code));
    this.#script = timed(this.#row, () => new Script(code, options));
    this.#row.compiled = this.#script.cachedDataRejected === false;
  }
  runInThisContext() {
    const [row, run] = [this.#row, this.#script.runInThisContext()];
    return function (...given) {
      return timed(row, () => run.apply(this, given));
    };
  }
};

process.on('exit', () => fs.writeFileSync(process.env.DBCHECK_IMPORTS, JSON.stringify(rows)));

function rowOf(name, bytes) {
  const row = { name, bytes, ms: 0 };
  rows.push(row);
  return row;
}

function timed(row, work) {
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
    row.ms += Number(took - frame.inner) / 1e6;
  }
}
