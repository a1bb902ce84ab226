// Adds to package-lock.json the packages of other platforms that npm has left out, because the registry did not have
// them: without them `npm ci` refuses the lock file. To be run after every `npm install`.
import { readFileSync, writeFileSync } from 'node:fs';

const BINARY = /binding|cli-|typescript-|lightningcss-/;
const OS = /android|darwin|freebsd|linux|openharmony|win32/;
const CPU = /arm64|x64|arm(?=-)|ppc64|riscv64|s390x|ia32|wasm32|loong64|mips64el/;

const file = new URL('../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(file, 'utf8'));
let added = 0;
for (const [path, { optionalDependencies = {} }] of Object.entries(lock.packages)) {
  const folder = path.replace(/(@[^/]+\/)?[^/]+$/, '');
  for (const [name, range] of Object.entries(optionalDependencies)) {
    const version = range.replace(/^[\^~]/, '');
    const known = lock.packages[folder + name] ?? lock.packages[`node_modules/${name}`];
    if (!BINARY.test(name) || known?.version === version) continue;
    lock.packages[folder + name] = entryOf(name.split('/').pop() ?? name, version);
    added++;
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`package-lock.json: ${added} packages of other platforms added`);

/** What the name says of its platform, so that npm installs it nowhere else. */
function entryOf(name, version) {
  const os = OS.exec(name)?.[0];
  const cpu = CPU.exec(name)?.[0];
  const libc = /musl/.test(name) ? 'musl' : /gnu/.test(name) ? 'glibc' : undefined;
  return {
    version,
    ...(cpu ? { cpu: [cpu] } : {}),
    dev: true,
    ...(libc && os === 'linux' ? { libc: [libc] } : {}),
    optional: true,
    ...(os ? { os: [os] } : {}),
  };
}
