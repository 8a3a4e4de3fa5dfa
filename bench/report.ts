import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Benchmark } from './benchmark.js';
import type { Ratio, Result, Standing } from './rounds.js';

const STANDING_HEADS = ['', 'per second', 'p50 ms', 'p99 ms', 'CPU ms each', 'peak MiB'];
const RATIO_HEADS = ['', 'median', 'lowest', 'highest', 'by CPU', 'asked for'];

export function printResult({ title }: Benchmark, { standings, ratios }: Result): void {
  console.log(`\n${title}\n`);
  console.log(table([STANDING_HEADS, ...standings.map(standingCells)]));
  console.log(`\n${table([RATIO_HEADS, ...ratios.map(ratioCells)])}`);
}

/** Saves the figures of a run, with the versions and hardware that they depend on. */
export function saveResults(results: Readonly<Record<string, Result>>, rounds: number): string {
  const folder = fileURLToPath(new URL('results/', import.meta.url));
  mkdirSync(folder, { recursive: true });
  const at = new Date().toISOString();
  const path = join(folder, `${at.replaceAll(':', '-')}.json`);
  const [cpu] = cpus();
  const machine = { node: process.version, cpu: cpu?.model, cores: cpus().length };
  writeFileSync(path, JSON.stringify({ at, commit: commitOfCheckout(), machine, rounds, results }, null, 2));
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

function standingCells({ name, perSecond, p50Ms, p99Ms, cpuMsPerOperation, peakMiB }: Standing): string[] {
  const times = [perSecond.toFixed(0), figure(p50Ms), figure(p99Ms), cpuMsPerOperation.toFixed(3)];
  return [name, ...times, figure(peakMiB, 0)];
}

function ratioCells({ name, median, lowest, highest, byCpu, atLeast }: Ratio): string[] {
  const wanted =
    atLeast === undefined ? '' : `${atLeast.toFixed(2)}, ${median >= atLeast ? 'reached' : 'missed'}`;
  return [name, median.toFixed(2), lowest.toFixed(2), highest.toFixed(2), byCpu.toFixed(2), wanted];
}

function figure(value: number | undefined, digits = 2): string {
  return value === undefined ? '–' : value.toFixed(digits);
}

/** Formats a table: names to the left, figures to the right. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('   '),
  );
  return lines.map((line) => `  ${line}`).join('\n');
}
