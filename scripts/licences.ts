// Writes docs/licences.md; with --check it only says whether the page is up to date and every licence allowed.

import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { licencePage, productionPackages, refusedLicences } from './licence-list.js';

const path = fileURLToPath(new URL('../docs/licences.md', import.meta.url));
const packages = productionPackages(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'));
const page = await format(licencePage(packages), { ...(await resolveConfig(path)), filepath: path });

if (!process.argv.includes('--check')) writeFileSync(path, page);
else if (readFileSync(path, 'utf8') !== page) {
  console.error('docs/licences.md is not what package-lock.json says; run `npm run licences`.');
  process.exitCode = 1;
}
const refused = refusedLicences(packages);
for (const each of refused) console.error(`${each} is not a licence that scripts/licence-list.ts allows`);
if (refused.length > 0) process.exitCode = 1;
