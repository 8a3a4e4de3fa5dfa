import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { makeFolder } from '../folders.js';
import { median } from '../statistics.js';

const FLUSHES = 100;
const PAGE_BYTES = 4096;

/** The properties of the machine that the figures depend on. */
export interface Machine {
  readonly cpu: string | undefined;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly node: string;
  readonly sqlite: string;
  /** Median of one hundred flushes of a page to the disk that holds the checkout, in milliseconds. */
  readonly fsyncP50Ms: number;
  /** Processes that wanted a processor, on average over the last minute, before the run. */
  readonly loadAtStart: number;
}

export function describeMachine(): Machine {
  const database = new Database(':memory:');
  const sqlite = String(database.prepare('select sqlite_version()').pluck().get());
  database.close();
  return {
    cpu: cpus()[0]?.model,
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    sqlite,
    fsyncP50Ms: fsyncP50Ms(),
    loadAtStart: loadavg()[0] ?? Number.NaN,
  };
}

export function machineLine(machine: Machine): string {
  const { cpu, cores, memoryGiB, node, sqlite, fsyncP50Ms, loadAtStart } = machine;
  return [
    `${cpu ?? 'unknown processor'} × ${String(cores)}`,
    `${String(memoryGiB)} GiB`,
    `Node ${node.slice(1)}`,
    `SQLite ${sqlite}`,
    `fsync ${fsyncP50Ms.toFixed(2)} ms`,
    `load ${loadAtStart.toFixed(1)} at the start`,
  ].join(' · ');
}

function fsyncP50Ms(): number {
  const folder = makeFolder();
  const file = openSync(join(folder, 'flushes'), 'w');
  const page = Buffer.alloc(PAGE_BYTES, 1);
  const times = Array.from({ length: FLUSHES }, () => {
    const startedAt = performance.now();
    writeSync(file, page);
    fsyncSync(file);
    return performance.now() - startedAt;
  });
  closeSync(file);
  rmSync(folder, { recursive: true });
  return median(times);
}
