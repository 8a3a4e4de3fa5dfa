import { findPackageJSON } from 'node:module';
import { dirname } from 'node:path';

/** Returns the folder of the installation. The nearest package.json is its own, for the sources and for the build alike. */
export function packageFolder(): string {
  return dirname(findPackageJSON(import.meta.url) ?? 'package.json');
}
