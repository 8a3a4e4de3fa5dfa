import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plan } from '../benchmark.js';
import type { Reading, Standing } from '../rounds.js';
import type { Machine } from './machine.js';

/** Folder of saved results. */
export const RESULTS = fileURLToPath(new URL('../results/', import.meta.url));

/** Everything that a run has found out. */
export interface Results {
  readonly plan: Plan;
  readonly machine: Machine;
  readonly generator: string;
  readonly readings: readonly Reading[];
  readonly standings: readonly Standing[];
}

/** Saves the figures of a run, with the versions and hardware that they depend on. @returns The path of the file. */
export function saveResults({ readings, ...results }: Results): string {
  mkdirSync(RESULTS, { recursive: true });
  const at = new Date().toISOString();
  const path = join(RESULTS, `${at.replaceAll(':', '-')}.json`);
  const lines = readings.map(({ line: { name, what, figure, beside, target }, ...found }) => ({
    ...{ name, what, unit: figure.unit, figure: found.figure },
    ...(beside && { beside: { by: beside.by, of: beside.label, ...found.beside } }),
    ...(target && { target, met: found.met }),
  }));
  writeFileSync(path, JSON.stringify({ at, commit: commitOfCheckout(), ...results, lines }, null, 2));
  return path;
}

function commitOfCheckout(): string | undefined {
  try {
    return execFileSync('git', ['describe', '--always', '--dirty'], {
      encoding: 'utf8',
      stdio: 'pipe',
    }).trim();
  } catch {
    // The sources may have come without their history; the figures are worth keeping all the same.
    return undefined;
  }
}
