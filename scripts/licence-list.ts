// Lists the packages that run in production with their licences, from package-lock.json: it names those for every platform,
// so that the list is the same wherever it is made.

import satisfies from 'spdx-satisfies';
import { z } from 'zod';

/** Licences that ask for no more than that they are passed on with the package. */
const ALLOWED = [
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
];

const lock = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      license: z.string().optional(),
      dev: z.boolean().optional(),
    }),
  ),
});

export interface Licensed {
  readonly name: string;
  readonly version: string;
  /** An SPDX expression; undefined when the package names none. */
  readonly licence: string | undefined;
}

/** @param text Contents of package-lock.json. @returns Each version of each package once, in the order of their names. */
export function productionPackages(text: string): readonly Licensed[] {
  const { packages } = lock.parse(JSON.parse(text));
  const found = new Map<string, Licensed>();
  for (const [path, { version = '', license: licence, dev }] of Object.entries(packages)) {
    if (path === '' || dev) continue;
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    found.set(`${name}@${version}`, { name, version, licence });
  }
  return [...found.values()].sort(
    (one, other) => compare(one.name, other.name) || compare(one.version, other.version),
  );
}

/** Formats one line for each package whose licence is not allowed, or not known. */
export function refusedLicences(packages: readonly Licensed[]): readonly string[] {
  return packages
    .filter(({ licence }) => licence === undefined || !isAllowed(licence))
    .map(({ name, version, licence = 'no licence' }) => `${name}@${version}: ${licence}`);
}

export function licencePage(packages: readonly Licensed[]): string {
  const rows = packages.map(({ name, version, licence = '' }) => `| ${name} | ${version} | ${licence} |`);
  return `# Licences

Nissmart itself is under the [MIT licence](../LICENSE). These packages run in production, on one platform or another. \`npm run
licences\` writes this page; \`npm run check\` fails when it is out of date, or when a licence is not one of ${ALLOWED.slice(0, -1).join(', ')} and ${ALLOWED.at(-1) ?? ''}. The text of each licence is in its package.

The benchmark of nodes compares with [pgledger](https://github.com/pgr0ss/pgledger), which is under the MIT licence and brings a function of
[pgsql-ulid](https://github.com/scoville/pgsql-ulid) under the BSD-3-Clause licence. Both are in \`bench/postgres/pgledger\` with their licences, and
neither runs in production.

| package | version | licence |
| --- | --- | --- |
${rows.join('\n')}
`;
}

function isAllowed(licence: string): boolean {
  try {
    return satisfies(licence, ALLOWED);
  } catch {
    // Not an SPDX expression, such as a name of the package's own.
    return false;
  }
}

/** Compares by code points, because languages differ in their order. */
function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
