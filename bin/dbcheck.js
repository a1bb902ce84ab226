#!/usr/bin/env node
// Written for every Node there ever was, so that one that is too old can say so.
var fs = require('fs');
var path = require('path');

var dist = path.join(__dirname, '../dist');
/** Where compile.js leaves what V8 made of each file. No version of V8 reads what another one has written. */
var compiled = path.join(dist, 'compiled', [process.versions.v8, process.platform, process.arch].join('-'));
var modules = {};
var isCompiled = true;

if (require.main === module) start();
else module.exports = { dist: dist, compiled: compiled, scriptOf: scriptOf };

function start() {
  var parts = process.versions.node.split('.');
  if (Number(parts[0]) < 20 || (Number(parts[0]) === 20 && Number(parts[1]) < 18)) {
    fs.writeSync(2, 'dbcheck: needs Node 20.18 or newer; this is Node ' + process.versions.node + '\n');
    process.exit(2);
  }
  load(path.join(dist, 'cli.js')).main();
}

/** In place of Node's `require`, which looks for a package.json in each folder above, and compiles every file anew. */
function load(file) {
  if (modules[file]) return modules[file].exports;
  var module = { exports: {} };
  modules[file] = module;
  var folder = path.dirname(file);
  function requireFrom(name) {
    return name[0] === '.' ? load(path.join(folder, name)) : require(name);
  }
  scriptOf(file, cachedDataOf(file))
    .runInThisContext()
    .call(module.exports, module.exports, requireFrom, module, file, folder);
  return module.exports;
}

/** V8 compiles the source where there is no data, and where it refuses them: it was started with other flags. */
function scriptOf(file, cachedData) {
  var start = '(function (exports, require, module, __filename, __dirname) { ';
  return new (require('vm').Script)(start + fs.readFileSync(file, 'utf8') + '\n})', {
    filename: file,
    columnOffset: -start.length,
    cachedData: cachedData,
  });
}

function cachedDataOf(file) {
  if (!isCompiled) return undefined;
  try {
    return fs.readFileSync(path.join(compiled, path.basename(file) + '.bin'));
  } catch (_) {
    isCompiled = false;
    return undefined;
  }
}
