// Keeps package-lock.json installable everywhere. npm leaves an optional package for another platform out of the
// lock file when its registry cannot offer it, and `npm ci` then refuses the lock file; an entry without an
// integrity hash is enough to keep both sides content.
//
// `npm run lock` adds what is missing; `npm run check:lock` only reports.

import { readFileSync, writeFileSync } from 'node:fs';

interface LockedPackage {
  version?: string;
  resolved?: string;
  os?: string[];
  cpu?: string[];
  dev?: boolean;
  libc?: string[];
  optional?: boolean;
  optionalDependencies?: Record<string, string>;
}

interface MissingPackage {
  name: string;
  version: string;
  dev: boolean;
}

const OS = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
];
const CPU = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64'];
const LIBC = new Map([
  ['gnu', 'glibc'],
  ['gnueabihf', 'glibc'],
  ['musl', 'musl'],
  ['musleabihf', 'musl'],
]);

const file = new URL('../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(file, 'utf8')) as { packages: Record<string, LockedPackage> };
const { packages } = lock;

const tied = Object.entries(packages).filter(([, { resolved }]) => resolved?.startsWith('http'));
const missing = findMissing();

if (process.argv.includes('--check')) {
  for (const [path] of tied) console.error(`${path} names the registry it came from`);
  for (const { name, version } of missing) console.error(`${name}@${version} is missing`);
  if (tied.length + missing.length > 0) {
    console.error('package-lock.json would not install everywhere; run `npm run lock`.');
    process.exitCode = 1;
  }
} else {
  for (const [, locked] of tied) delete locked.resolved;
  for (const found of missing) packages[`node_modules/${found.name}`] = entryFor(found);
  const sorted = Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, 'en'));
  writeFileSync(file, `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`);
  console.log(`Added ${missing.length} packages of other platforms, cleaned ${tied.length} addresses.`);
}

function findMissing(): MissingPackage[] {
  const found = new Map<string, MissingPackage>();
  for (const [parent, { optionalDependencies = {}, dev = false }] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      if (isLocked(parent, name)) continue;
      const other = found.get(name);
      if (other && other.version !== version)
        throw new Error(`${name} is wanted as ${version} and ${other.version}`);
      found.set(name, { name, version, dev: dev && (other?.dev ?? true) });
    }
  }
  return [...found.values()];
}

/** Looks a dependency up the way Node does: beside the parent's own dependencies, then outwards. */
function isLocked(parent: string, name: string): boolean {
  for (let folder = parent; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    if (packages[`${folder && `${folder}/`}node_modules/${name}`]) return true;
    if (folder === '') return false;
  }
}

/** Prebuilt packages carry their platform in their name, for example "@swc/core-linux-x64-gnu". */
function entryFor({ name, version, dev }: MissingPackage): LockedPackage {
  const words = name.slice(name.indexOf('/') + 1).split('-');
  const os = words.filter((word) => OS.includes(word));
  const cpu = words.filter((word) => CPU.includes(word));
  // WebAssembly runs on any system, so such a package names none of them.
  const systems = cpu[0] === 'wasm32' ? 0 : 1;
  if (os.length !== systems || cpu.length !== 1)
    throw new Error(`The platform of ${name} is not in its name`);
  if (!/^\d+\.\d+\.\d+/.test(version))
    throw new Error(`${name} is wanted as ${version}, which is not one version`);
  const libc = words.flatMap((word) => LIBC.get(word) ?? []);
  return {
    version,
    cpu,
    ...(dev && { dev }),
    ...(os[0] === 'linux' && libc.length > 0 && { libc }),
    optional: true,
    ...(os.length > 0 && { os }),
  };
}
