import { describe, expect, test } from '@jest/globals';
import { Book } from '../../../../server/ledger/posting/book/book.js';
import type { Draft } from '../../../../server/ledger/posting/book/draft.js';
import { IdGenerator, systemWalletId } from '../../../../server/ledger/model/ids.js';
import { BALANCE_MAX_MINOR } from '../../../../server/ledger/money/money.js';
import { settlementPolicy, ReviewTerms } from '../../../../server/ledger/posting/book/review-terms.js';
import { Wallet, type WalletKind } from '../../../../server/ledger/model/wallet.js';
import { SettableClock } from '../../../support/clock.js';
import { failureOf, refused } from '../../../support/outcome.js';

/** A wallet that no database has seen, so that it may be in a state that the database would refuse. */
function wallet(id: string, fields: Partial<Wallet> & { kind?: WalletKind } = {}): Wallet {
  const made = new Wallet();
  const zero = {
    posted: 0,
    held: 0,
    incoming: 0,
    sequence: 0,
    createdAt: new Date(0),
    chainHead: 'a'.repeat(64),
  };
  const plain = {
    id,
    ownerId: 'owner',
    kind: 'CUSTOMER',
    currency: 'KES',
    name: id,
    status: 'ACTIVE',
    ...zero,
  };
  return Object.assign(made, plain, fields);
}

function draft(source: Wallet, destination: Wallet, amount: number): Draft {
  return {
    type: 'TRANSFER',
    amount,
    currency: 'KES',
    source,
    destination,
    initiatedById: 'owner',
    reference: null,
    description: null,
    metadata: null,
  };
}

function bookOf(...wallets: Wallet[]): Book {
  const terms = new ReviewTerms(settlementPolicy('instant'));
  return new Book(
    { wallets, transactions: [], reversals: [], terms },
    new IdGenerator(),
    new SettableClock(),
  );
}

function refusalOf(work: () => unknown) {
  try {
    return work();
  } catch (error) {
    return failureOf(error);
  }
}

describe('Book', () => {
  test('When it posts, then both wallets and the rows to be stored say the same', () => {
    const source = wallet('a', { posted: 100, sequence: 3 });
    const destination = wallet('b', { posted: 7, sequence: 1 });
    const book = bookOf(source, destination);
    const { id } = book.post(draft(source, destination, 40));

    expect([source.posted, source.sequence, destination.posted, destination.sequence]).toEqual([
      60, 4, 47, 2,
    ]);
    expect(book.transactions).toMatchObject([
      { id, amount: 40, sourceWalletId: 'a', destinationWalletId: 'b' },
    ]);
    expect(book.entries).toMatchObject([
      { walletId: 'a', sequence: 4, transactionId: id, amount: -40, balanceAfter: 60 },
      { walletId: 'b', sequence: 2, transactionId: id, amount: 40, balanceAfter: 47 },
    ]);
  });

  const limit = refused('BALANCE_LIMIT', 'No balance may pass KES 90,071,992,547,409.91', {
    limit: '90071992547409.91',
    currency: 'KES',
  });
  const tooLittle = refused(
    'INSUFFICIENT_FUNDS',
    'The wallet has KES 0.03 available and KES 0.04 was requested',
    { available: '0.03', requested: '0.04', currency: 'KES' },
  );
  test.each([
    ['the source has too little', { posted: 3 }, {}, tooLittle],
    ['the source has held too much', { posted: 10, held: 7 }, {}, tooLittle],
    ['an escrow has too little', { posted: 3, kind: 'ESCROW', ownerId: null }, {}, tooLittle],
    ['the destination would pass the limit', { posted: 9 }, { posted: BALANCE_MAX_MINOR - 3 }, limit],
    [
      'the treasury would pass the limit',
      { kind: 'TREASURY', ownerId: null, posted: 3 - BALANCE_MAX_MINOR },
      {},
      limit,
    ],
  ] as const)(
    'When %s, then it refuses and nothing has changed',
    (_why, sourceFields, destinationFields, refusal) => {
      const source = wallet('a', sourceFields);
      const destination = wallet('b', destinationFields);
      const book = bookOf(source, destination);
      expect(refusalOf(() => book.post(draft(source, destination, 4)))).toEqual(refusal);
      expect(source).toEqual(wallet('a', sourceFields));
      expect(destination).toEqual(wallet('b', destinationFields));
      expect([book.transactions, book.entries]).toEqual([[], []]);
    },
  );

  test('When the treasury of a currency is not among its wallets, then that is a fault and no rejection', () => {
    const treasury = wallet(systemWalletId('TREASURY', 'KES'), { kind: 'TREASURY', ownerId: null });
    expect(bookOf(treasury).treasury('KES')).toBe(treasury);
    expect(() => bookOf(treasury).treasury('UGX')).toThrow('The treasury of UGX is not in the working set');
  });
});
