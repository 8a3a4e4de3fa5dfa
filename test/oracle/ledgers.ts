import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { wrongIn } from './compare.js';
import { World } from './product/world.js';
import type { Question } from './questions/question.js';
import { rounds } from '../support/rounds.js';
import { unreasonable } from '../support/scans.js';
import { recordStatements, scansOf } from '../support/statements.js';

/** Number of ledgers that each file builds and queries. */
const RUNS = Number(process.env.NISSMART_ORACLE_RUNS ?? 0);
const FIXED_SEED = 20_260_115;
/** The normal run repeats itself; a long one is another one each time, unless it is told the seed. */
const SEED = Number(process.env.NISSMART_ORACLE_SEED ?? (RUNS > 0 ? randomInt(1_000_000_000) : FIXED_SEED));
/** A machine that is busy with other things takes its time. */
const TIMEOUT_MS = 600_000;
/** Maximum number of wrong answers shown for a subject. */
const SHOWN = 3;

/** Statements that build the ledgers and answer the questions. */
const statements = recordStatements();

/** Makes questions about what is in a ledger. */
export type Subject = (world: World) => fc.Arbitrary<Question>;

/**
 * Builds ledgers, one after another, and asks each about every subject.
 *
 * @param subjects By what they are called, each with how many questions are asked about it.
 */
export function askLedgers(
  subjects: Readonly<Record<string, readonly [Subject, number]>>,
  ledgers = 1,
): void {
  const seeds = Array.from({ length: RUNS > 0 ? RUNS : ledgers }, (_, index) => SEED + index);
  describe.each(seeds)('In the ledger of NISSMART_ORACLE_SEED=%i', (seed) => {
    let world: World | undefined;
    beforeAll(async () => {
      world = await World.build(seed);
    }, TIMEOUT_MS);
    afterAll(async () => world?.close(), TIMEOUT_MS);

    test.each(Object.entries(subjects))(
      '%s are what the rows say',
      async (_name, [subject, count]) => {
        if (!world) throw new Error('There is no ledger');
        const wrong: string[] = [];
        const asked = rounds(Math.ceil(count / 3), count);
        for (const question of fc.sample(fc.noBias(subject(world)), { seed, numRuns: asked })) {
          const difference = await wrongIn(question);
          if (difference !== undefined) wrong.push(difference);
        }
        const more = wrong.length - SHOWN;
        if (more > 0) wrong.splice(SHOWN, more, `and ${String(more)} more of ${String(asked)} answers`);
        // The text alone, without what Jest would say about its differences.
        if (wrong.length > 0)
          throw new Error(`Wrong answers, of the seed ${String(seed)}:\n\n${wrong.join('\n\n')}`);
        expect(wrong).toEqual([]);
      },
      TIMEOUT_MS,
    );

    test('The statements that build it and answer read no whole table that grows, but for those with a reason', () => {
      if (!world) throw new Error('There is no ledger');
      expect(unreasonable(scansOf(world.api.storage.path, statements))).toEqual([]);
    });
  });
}
