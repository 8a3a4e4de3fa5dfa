import { describe, expect, test } from '@jest/globals';
import { ACCOUNT_REFUSALS } from './refusals/accounts.js';
import { API_TOKEN_REFUSALS } from './refusals/api-tokens.js';
import { CHECKPOINT_REFUSALS } from './refusals/checkpoints.js';
import type { Refusal } from './refusals/cases.js';
import { OTHER_REFUSALS, RECORD_REFUSALS, WALLET_REFUSALS } from './refusals/holders.js';
import { ENTRY_REFUSALS, TRANSACTION_REFUSALS } from './refusals/money.js';
import { MOTION_REFUSALS } from './refusals/motion.js';
import { RISK_REFUSALS } from './refusals/risk.js';
import { EXTERNAL_REFUSALS } from './refusals/external.js';
import { SIGN_IN_REFUSALS } from './refusals/sign-ins.js';
import { attempt, passesWithout, REFUSALS, sayable, useSampleDatabase } from './refusals/tried.js';
import { insert, NEWCOMERS, readAll, TABLES } from './sample.js';

const database = useSampleDatabase();

describe.each<[string, readonly Refusal[]]>([
  ['Entries', ENTRY_REFUSALS],
  ['Transactions', TRANSACTION_REFUSALS],
  ['Wallets', WALLET_REFUSALS],
  ['Idempotency records', RECORD_REFUSALS],
  ['Money in motion', MOTION_REFUSALS],
  ['Checkpoints', CHECKPOINT_REFUSALS],
  ['Accounts', ACCOUNT_REFUSALS],
  ['API tokens', API_TOKEN_REFUSALS],
  ['Risk', RISK_REFUSALS],
  ['Attempts to sign in', SIGN_IN_REFUSALS],
  ['Signing in elsewhere', EXTERNAL_REFUSALS],
  ['Other tables', OTHER_REFUSALS],
])('%s', (_tables, refusals) => {
  test.each(sayable(refusals))('When $what, then it is refused: $message', async (refusal) => {
    const before = await readAll(database());
    expect(await attempt(database(), refusal)).toEqual({ message: refusal.message, stored: before });
    expect(await readAll(database())).toEqual(before);
  });
});

describe('The list above', () => {
  test('When it is held against the tables, then it has every CHECK and every unique key', async () => {
    const messages = new Set(REFUSALS.map(({ message }) => message));
    const missing: string[] = [];
    for (const table of TABLES) {
      const words = [...(await database().checksOf(table)), ...(await database().uniqueKeysOf(table))];
      expect([table, words]).not.toEqual([table, []]);
      missing.push(...words.filter((message) => !messages.has(message)));
    }
    expect(missing).toEqual([]);
  });

  test('When a trigger that refuses is taken away, then something it refused goes through', async () => {
    // Refusals of whole tables, and at the end, have tests of their own.
    const triggers = (await database().refusingTriggers()).filter(
      ({ name }) => !name.endsWith('_are_never_emptied') && name !== 'entries_sum_to_zero',
    );
    expect(triggers.length).toBeGreaterThan(10);
    const idle: string[] = [];
    for (const { name, sql } of triggers) {
      // Those that say what the trigger says are tried first, because each try makes the database read its tables anew.
      const tried = sayable(REFUSALS).toSorted(
        (a, b) => Number(sql.includes(b.message)) - Number(sql.includes(a.message)),
      );
      let passes = false;
      for (const refusal of tried) {
        passes = await passesWithout(database(), name, refusal);
        if (passes) break;
      }
      if (!passes) idle.push(name);
    }
    expect(idle).toEqual([]);
  });

  test('When nothing is wrong with a row, then it may join', async () => {
    for (const table of TABLES) {
      await database().undone(async () => {
        const before = (await readAll(database()))[table]?.length ?? 0;
        await insert(database(), table, NEWCOMERS[table]);
        expect((await readAll(database()))[table]).toHaveLength(before + 1);
      });
    }
  });
});
