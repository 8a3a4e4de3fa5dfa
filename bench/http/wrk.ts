import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import { uncorrected } from './wrk-histogram.js';
import {
  assertNoFailures,
  KEY,
  newKeyStart,
  onTheWire,
  OPENING,
  type HttpLoad,
  type HttpLoadResult,
} from './requests.js';

const SCRIPT = fileURLToPath(new URL('wrk.lua', import.meta.url));
const run = promisify(execFile);
/** A histogram has a pair of numbers for each microsecond that an answer took. */
const OUTPUT_BYTES_MAX = 64 * 1024 * 1024;

const measured = z.object({
  micros: z.number(),
  answers: z.number(),
  lost: z.number(),
  failures: z.number(),
  refused: z.number(),
  first: z.string(),
  counted: z.number(),
  countedMicros: z.number(),
  histogram: z.array(z.tuple([z.number(), z.number()])),
});

/** Loads a server with `wrk`, which costs a tenth of what the server does. */
export async function loadByWrk(load: HttpLoad): Promise<HttpLoadResult> {
  const { address, connections, seconds, requests, countRefusals = false } = load;
  const folder = mkdtempSync(join(tmpdir(), 'nissmart-wrk-'));
  const { start, digits } = newKeyStart();
  try {
    const file = join(folder, 'requests');
    const keyLength = start.length + digits;
    writeFileSync(
      file,
      [OPENING, ...requests]
        .map((request) => onTheWire(request, address, keyLength).replace(KEY, '\x01'))
        .join('\0'),
    );
    const options = ['-t1', `-c${String(connections)}`, `-d${String(seconds)}s`, '--timeout', '30s'];
    const { stdout } = await run('wrk', [...options, '-s', SCRIPT, address], {
      env: {
        ...process.env,
        BENCH_REQUESTS: file,
        BENCH_CONNECTIONS: String(connections),
        BENCH_KEY_START: start,
        BENCH_KEY_DIGITS: String(digits),
        BENCH_COUNT_REFUSALS: countRefusals ? '1' : '0',
      },
      maxBuffer: OUTPUT_BYTES_MAX,
    });
    return resultOf(stdout, connections);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function resultOf(stdout: string, connections: number): HttpLoadResult {
  const printed = /^measured (.*)$/m.exec(stdout)?.[1];
  if (printed === undefined) throw new Error(`wrk printed no result: ${stdout}`);
  const found = measured.parse(JSON.parse(printed));
  const { micros, answers, lost, failures, refused, first, counted, countedMicros, histogram } = found;
  if (lost > 0) throw new Error(`wrk lost ${String(lost)} connections or answers`);
  assertNoFailures(failures, first);
  const latenciesMs = uncorrected(histogram, micros, answers, connections)
    .toSorted(([a], [b]) => a - b)
    .flatMap(([value, times]) => new Array<number>(times).fill(value / 1000));
  if (latenciesMs.length !== answers) {
    throw new Error(`wrk counted ${String(answers)} answers and timed ${String(latenciesMs.length)}`);
  }
  return {
    ...{ answers: counted, seconds: countedMicros / 1e6, allAnswers: answers - connections - refused },
    // The requests that opened the connections are the fastest ones.
    latenciesMs: latenciesMs.slice(connections),
    refused,
  };
}
