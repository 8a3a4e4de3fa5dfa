import { expect } from '@jest/globals';
import { LedgerError, Rejection, type ErrorDetails, type LedgerCode } from '../../server/ledger/errors.js';
import type { Transaction } from '../../server/ledger/model/transaction.js';

/** Everything a caller of the ledger can tell about an answer, as a plain object that `toEqual` compares whole. */
export type Outcome =
  | { readonly code: 'OK'; readonly replayed: boolean; readonly transaction: Plain<Transaction> }
  | {
      readonly code: LedgerCode;
      readonly message: string;
      readonly details: ErrorDetails;
      readonly retryable: boolean;
      readonly replayed: boolean;
    };

type Plain<Entity> = Pick<Entity, { [Key in keyof Entity]: Key extends string ? Key : never }[keyof Entity]>;

/** Waits for the answer. @throws what is not a LedgerError. */
export async function outcomeOf(
  answer: Promise<{ transaction: Transaction; replayed: boolean }>,
): Promise<Outcome> {
  try {
    const { transaction, replayed } = await answer;
    return { code: 'OK', replayed, transaction: Object.assign({}, transaction) };
  } catch (error) {
    return failureOf(error);
  }
}

export function failureOf(error: unknown) {
  if (!(error instanceof LedgerError)) throw error;
  const { code, message, details, retryable } = error;
  return { code, message, details, retryable, replayed: error instanceof Rejection && error.replayed };
}

/** Counts the answers by code. */
export function tally(outcomes: readonly { code: string }[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { code } of outcomes) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}

/** The whole of a refusal, with what most of them have in common. */
export function refused(code: LedgerCode, message: string, details: ErrorDetails = {}) {
  return { code, message, details, retryable: false, replayed: false };
}

/** Whichever field named it. */
export const WALLET_NOT_FOUND = {
  ...refused('NOT_FOUND', 'No such wallet'),
  details: { what: 'wallet', field: expect.stringMatching(/^(id|(from|to)?walletId)$/i) },
};
