import { describe, expect } from '@jest/globals';
import { rounds } from '../../support/rounds.js';
import { testTraced } from '../../support/strace.js';
import { Inspection } from './inspection.js';
import { DATABASE, record, type Recording } from './recording.js';
import { statesOf } from './states.js';
import type { Step } from './trace.js';

const STATES = rounds(300, 3_000, process.env.NISSMART_CRASH_STATES);
const SEED = process.env.NISSMART_CRASH_SEED ?? '1';
/** Number of states after which a long run says how far it is. */
const PROGRESS_EVERY = 10_000;
/** For the slowest machine. */
const STATE_MAX_MS = 200;

let recording: Promise<Recording> | undefined;

async function recorded(): Promise<Recording> {
  recording ??= record();
  return recording;
}

/** Problems of the first state that has any. */
async function inspect(made: Recording, states: number, from = 0) {
  const inspection = new Inspection(made);
  const problems: string[] = [];
  let looked = 0;
  for (const state of statesOf(made.steps, SEED, Math.min(1, states / made.steps.length))) {
    if (state.steps < from) continue;
    problems.push(...(await inspection.problemsOf(state)));
    looked += 1;
    if (looked % PROGRESS_EVERY === 0) process.stdout.write(`power cut: ${looked} states so far\n`);
    if (problems.length > 0 || looked === states) break;
  }
  return { problems, looked, contents: inspection.contents };
}

testTraced(
  `When the power is cut, then ${STATES} different states of the disk have all that was answered, once, and books that are right`,
  async () => {
    const { problems, looked, contents } = await inspect(await recorded(), STATES);
    expect(problems).toEqual([]);
    process.stdout.write(`power cut: ${looked} states with ${contents} different contents\n`);
    expect(contents).toBeGreaterThan(10);
  },
  60_000 + STATES * STATE_MAX_MS,
);

/** The same recording with something else in place of some steps. */
function instead(
  made: Recording,
  change: (step: Step, files: ReadonlySet<number>) => boolean,
  name = '',
): Recording {
  const files = new Set(
    made.steps.flatMap((step) =>
      step.kind === 'name' && step.path === DATABASE + name ? (step.file ?? []) : [],
    ),
  );
  const steps = made.steps.map((step): Step => (change(step, files) ? { kind: 'say', text: '' } : step));
  return { ...made, steps };
}

function flushes(step: Step, files: ReadonlySet<number>): boolean {
  return step.kind === 'flush' && files.has(step.file);
}

/** Problems that are found once everybody has a wallet; before that, each state takes long to bring up to date. */
async function problemsFound(made: Recording): Promise<string> {
  const from = Math.max(...made.savers.map(({ steps }) => steps));
  return (await inspect(made, STATES, from)).problems.join('\n');
}

/** Answers of which each is given before the flush that it waited for. */
function answeredTooEarly(made: Recording): Recording {
  const orders = made.orders.map((order) => ({
    ...order,
    steps: made.steps.findLastIndex((step, index) => index < order.steps && step.kind === 'flush'),
  }));
  return { ...made, orders };
}

describe('The test finds what is lost', () => {
  testTraced('when nothing is flushed to the disk', async () => {
    const made = instead(await recorded(), ({ kind }) => kind === 'flush');
    expect(await problemsFound(made)).toMatch(/is lost/);
  });

  testTraced('when the log is not flushed before an answer', async () => {
    expect(await problemsFound(instead(await recorded(), flushes, '-wal'))).toMatch(/wallet \S+ is lost/);
  });

  testTraced('when the database is not flushed before its log begins anew', async () => {
    expect(await problemsFound(instead(await recorded(), flushes))).toMatch(/is lost|does not open/);
  });

  testTraced('when the names of files are not flushed', async () => {
    const made = instead(await recorded(), ({ kind }) => kind === 'flushNames');
    expect(await problemsFound(made)).toMatch(/wallet \S+ is lost/);
  });

  testTraced('when an answer is given before it is stored', async () => {
    const made = answeredTooEarly(await recorded());
    expect(await problemsFound(made)).toMatch(/(deposit|transfer|withdraw) \S+ is lost, which was answered/);
  });
});
