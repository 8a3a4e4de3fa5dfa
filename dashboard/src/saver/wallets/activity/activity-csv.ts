import type { ActivityRow } from './activity';
import { isoHere, TIME_ZONE } from '../../../shared/time/zone';
import { movementOf, STATUS_NAMES } from '../../../shared/ledger/movement';
import { TYPE_NAMES } from '../../../shared/ledger/transaction-types';

export const ACTIVITY_COLUMNS = [
  `Time (${TIME_ZONE})`,
  'Type',
  'Status',
  'Counterparty',
  'Amount',
  'Currency',
  'Balance after',
  'Description',
  'Reference',
  'Transaction id',
];

/** A row of a wallet's history in the order of the columns. Amounts are plain decimals: what went out is negative. */
export function activityCells({ at, transaction, balanceAfter }: ActivityRow, walletId: string): string[] {
  const { direction, counterparty } = movementOf(transaction, walletId);
  const { amount, currency } = transaction.amount;
  return [
    isoHere(at),
    TYPE_NAMES[transaction.type],
    STATUS_NAMES[transaction.status],
    counterparty.kind === 'CUSTOMER' ? counterparty.name : '',
    direction === 'out' ? `-${amount}` : amount,
    currency,
    balanceAfter?.amount ?? '',
    transaction.description ?? '',
    transaction.reference ?? '',
    transaction.id,
  ];
}
