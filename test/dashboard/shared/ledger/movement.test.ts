import { describe, expect, test } from '@jest/globals';
import { movementOf, type TransactionData } from '../../../../dashboard/src/shared/ledger/movement';
import { customerSide } from '../../../../dashboard/src/shared/ledger/transaction-types';

const TREASURY = {
  walletId: 't',
  kind: 'TREASURY',
  name: 'KES treasury',
  ownerName: null,
  wallet: null,
} as const;
const OWN = {
  walletId: 'own',
  kind: 'CUSTOMER',
  name: 'Savings',
  ownerName: 'Amina',
  wallet: { id: 'own' },
} as const;
const TRIPS = { ...OWN, walletId: 'trips', name: 'Trips', wallet: { id: 'trips' } } as const;
const BRIAN = { walletId: 'b', kind: 'CUSTOMER', name: 'Brian', ownerName: 'Brian', wallet: null } as const;

function transaction(
  type: TransactionData['type'],
  source: TransactionData['source'],
  destination: TransactionData['destination'],
  status: TransactionData['status'] = 'POSTED',
): TransactionData {
  return {
    ...{ id: 'x', type, status, source, destination },
    ...{ amount: { amount: '5.00', currency: 'KES', minorUnits: '500' }, reference: null, description: null },
    ...{
      createdAt: '2026-03-15T09:00:00.000Z',
      postedAt: null,
      voidedAt: null,
      expiresAt: null,
      voidReason: null,
    },
  };
}

const deposit = transaction('DEPOSIT', TREASURY, OWN);
const withdrawal = transaction('WITHDRAWAL', OWN, TREASURY);
const sent = transaction('TRANSFER', OWN, BRIAN);
const received = transaction('TRANSFER', BRIAN, OWN);
const undone = transaction('REVERSAL', OWN, TREASURY);

describe('A transaction in the history of a wallet', () => {
  test.each([
    [deposit, 'Money added', 'in', 'i-lucide-arrow-down-left', TREASURY],
    [withdrawal, 'Withdrawal', 'out', 'i-lucide-arrow-up-right', TREASURY],
    [sent, 'To Brian', 'out', 'i-lucide-arrow-up-right', BRIAN],
    [received, 'From Brian', 'in', 'i-lucide-arrow-down-left', BRIAN],
    [undone, 'Reversal', 'out', 'i-lucide-undo-2', TREASURY],
  ])('is titled and signed as the wallet sees it: %#', (given, title, direction, icon, counterparty) => {
    expect(movementOf(given, 'own')).toEqual({ title, direction, icon, counterparty });
  });

  test('is between two wallets of one’s own when it is seen from neither', () => {
    expect(movementOf(transaction('TRANSFER', OWN, TRIPS))).toMatchObject({
      title: 'Savings to Trips',
      direction: 'between',
      icon: 'i-lucide-arrow-left-right',
    });
  });

  test.each([
    [deposit, 'Not added'],
    [withdrawal, 'Not withdrawn'],
    [sent, 'Not sent'],
  ])('says what has not happened when it was voided: %#', (given, title) => {
    expect(movementOf({ ...given, status: 'VOIDED' }, 'own')).toMatchObject({ title, icon: 'i-lucide-ban' });
  });

  test('is shown plainly when a newer server has made it of a type that the page does not know', () => {
    const type = JSON.parse('"NEWER"') as TransactionData['type'];
    expect(movementOf({ ...deposit, type }, 'own')).toMatchObject({ title: 'Transaction', direction: 'in' });
  });
});

test('The customer’s end is where the money arrives for what comes in, and where it leaves for all else', () => {
  expect([deposit, withdrawal, sent, received, undone].map(customerSide)).toEqual([
    OWN,
    OWN,
    OWN,
    BRIAN,
    OWN,
  ]);
  expect(customerSide(transaction('REVERSAL', TREASURY, OWN))).toBe(OWN);
});
