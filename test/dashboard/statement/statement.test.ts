import { describe, expect, test } from '@jest/globals';
import {
  periodRange,
  rangeOf,
  statementFile,
  statementRow,
  statementSpanOf,
  type StatementEntry,
} from '../../../dashboard/src/statement/statement';
import { TIME_ZONE } from '../../../dashboard/src/shared/time/zone';

const NOW = new Date('2026-03-15T09:20:30.400Z');
const kes = (amount: string) => ({
  amount,
  currency: 'KES' as const,
  minorUnits: amount.replace('.', ''),
});
const WALLET = {
  id: 'w1',
  name: 'Savings',
  currency: 'KES' as const,
  owner: { id: 'amina', displayName: 'Amina' },
};
const OWN = {
  walletId: 'w1',
  kind: 'CUSTOMER' as const,
  name: 'Savings',
  ownerName: 'Amina',
  wallet: { id: 'w1', owner: { id: 'amina' } },
};
const HOLIDAYS = { ...OWN, walletId: 'w2', name: 'Holidays', wallet: { id: 'w2', owner: { id: 'amina' } } };
/** Brian's wallet as the saver sees it, and as staff do. */
const BRIAN = { walletId: 'w3', kind: 'CUSTOMER' as const, name: 'Brian', ownerName: 'Brian', wallet: null };
const BRIANS = { ...BRIAN, name: 'Divorce fund', wallet: { id: 'w3', owner: { id: 'brian' } } };
const TREASURY = {
  walletId: 't',
  kind: 'TREASURY' as const,
  name: 'KES treasury',
  ownerName: null,
  wallet: null,
};

function entry(amount: string, transaction: Partial<StatementEntry['transaction']>): StatementEntry {
  return {
    id: 'e1',
    sequence: 1,
    createdAt: '2026-03-01T00:00:00.000Z',
    amount: kes(amount),
    balanceAfter: kes('10.00'),
    transaction: {
      id: 't1',
      type: 'TRANSFER',
      description: null,
      reference: null,
      source: OWN,
      destination: BRIAN,
      ...transaction,
    },
  };
}

describe('The days of a statement', () => {
  test.each([
    ['this-month', '2026-03-01', '2026-03-15'],
    ['last-month', '2026-02-01', '2026-02-28'],
    ['this-year', '2026-01-01', '2026-03-15'],
  ] as const)('%s is from %s to %s', (period, from, to) => {
    expect(periodRange(period, NOW)).toEqual({ from, to });
  });

  test.each([
    [
      { from: '2026-01-31', to: '2026-02-01' },
      { from: '2026-01-31', to: '2026-02-01' },
    ],
    [
      { from: '', to: '' },
      { from: '2026-03-01', to: '2026-03-15' },
    ],
    [
      { from: '2026-02-30', to: '2026-03-01' },
      { from: '2026-03-01', to: '2026-03-15' },
    ],
    [
      { from: '2026-03-02', to: '2026-03-01' },
      { from: '2026-03-01', to: '2026-03-15' },
    ],
  ])('of %j are %j', (filters, range) => {
    expect(rangeOf(filters, NOW)).toEqual(range);
  });

  test.each([
    ['that are over', '2026-02-01', '2026-02-28', '2026-02-01T00:00:00.000Z', '2026-03-01T00:00:00.000Z'],
    ['that are not over', '2026-03-01', '2026-03-15', '2026-03-01T00:00:00.000Z', NOW.toISOString()],
    ['to come', '2026-04-01', '2026-04-30', '2026-04-01T00:00:00.000Z', '2026-05-01T00:00:00.000Z'],
  ])('%s end when they are over, and now at the latest', (_which, first, last, from, to) => {
    expect(statementSpanOf({ from: first, to: last }, NOW)).toEqual({ from, to });
  });

  test('are those of the file', () => {
    const head = { wallet: WALLET, from: '2026-02-01T00:00:00.000Z', to: NOW.toISOString() };
    expect(statementFile(head)).toBe(
      '/api/wallets/w1/statement.csv?from=2026-02-01T00%3A00%3A00.000Z&to=2026-03-15T09%3A20%3A30.400Z' +
        `&timeZone=${encodeURIComponent(TIME_ZONE)}`,
    );
  });
});

describe('A row of a statement', () => {
  test.each([
    ['To Brian', '-5.00', { destination: BRIAN }],
    ['To Brian', '-5.00', { destination: BRIANS }],
    ['From Brian', '5.00', { source: BRIANS, destination: OWN }],
    ['To Holidays', '-5.00', { destination: HOLIDAYS }],
    ['From Holidays', '5.00', { source: HOLIDAYS, destination: OWN }],
    ['Deposit', '5.00', { type: 'DEPOSIT', source: TREASURY, destination: OWN }],
    ['Withdrawal', '-5.00', { type: 'WITHDRAWAL', destination: TREASURY }],
    ['Reversal, Brian', '5.00', { type: 'REVERSAL', source: BRIAN, destination: OWN }],
  ] as const)('is called %s', (title, amount, transaction) => {
    expect(statementRow(entry(amount, transaction), WALLET).title).toBe(title);
  });

  test('tells what was written about it', () => {
    const notes = { description: 'Rent', reference: 'R-1' };
    expect(statementRow(entry('-5.00', notes), WALLET).notes).toBe('Rent · R-1');
    expect(statementRow(entry('-5.00', { reference: 'R-1' }), WALLET).notes).toBe('R-1');
    expect(statementRow(entry('-5.00', {}), WALLET).notes).toBe('');
  });
});
