import { expect, test } from '@jest/globals';
import { DECLINE_FILTERS, declineFilter } from '../../../../../dashboard/src/console/declines/decline-filter';
import { countSet } from '../../../../../dashboard/src/console/shared/filters/filters';
import {
  TRANSACTION_FILTERS,
  transactionFilter,
} from '../../../../../dashboard/src/console/transactions/transaction-filter';
import { USER_FILTERS, userFilter } from '../../../../../dashboard/src/console/users/user-filter';
import { WALLET_FILTERS, walletFilter } from '../../../../../dashboard/src/console/wallets/wallet-filter';

const RANGE = { from: '2026-03-01', to: '2026-03-02' };
const [FROM, TO] = ['2026-03-01T00:00:00.000Z', '2026-03-03T00:00:00.000Z'];

/** Drops undefined members, which are not sent. */
function sent(filter: object): unknown {
  return JSON.parse(JSON.stringify(filter));
}

test('Without filters, nothing is asked for but everything', () => {
  expect(sent(transactionFilter(TRANSACTION_FILTERS))).toEqual({});
  expect(sent(walletFilter(WALLET_FILTERS))).toEqual({});
  expect(sent(userFilter(USER_FILTERS))).toEqual({ filter: {} });
  expect(sent(declineFilter(DECLINE_FILTERS))).toEqual({});
});

test('The days of transactions are those of their creation or of their posting, the last one included', () => {
  expect(sent(transactionFilter({ ...TRANSACTION_FILTERS, ...RANGE }))).toEqual({ from: FROM, to: TO });
  expect(sent(transactionFilter({ ...TRANSACTION_FILTERS, ...RANGE, by: 'posted' }))).toEqual({
    postedFrom: FROM,
    postedTo: TO,
  });
});

test('What a URL says that means nothing is left out', () => {
  const filters = {
    ...TRANSACTION_FILTERS,
    type: ['DEPOSIT', 'GIFT', 'toString'],
    status: ['DONE'],
    currency: 'XXX',
    from: 'yesterday',
  };
  expect(sent(transactionFilter(filters))).toEqual({ type: ['DEPOSIT'] });
});

test('Every other filter is asked for by its name', () => {
  expect(
    sent(transactionFilter({ ...TRANSACTION_FILTERS, q: 'x', currency: 'KES', wallet: 'w', owner: 'o' })),
  ).toEqual({ search: 'x', currency: 'KES', walletId: 'w', ownerId: 'o' });
  expect(
    sent(walletFilter({ q: 'x', kind: ['ESCROW'], status: ['FROZEN'], currency: 'JPY', owner: 'o' })),
  ).toEqual({ search: 'x', kind: ['ESCROW'], status: ['FROZEN'], currency: 'JPY', ownerId: 'o' });
  expect(sent(userFilter({ q: 'x', role: ['ANALYST'], status: ['SUSPENDED'], ...RANGE }))).toEqual({
    filter: { search: 'x', role: ['ANALYST'], status: ['SUSPENDED'], from: FROM, to: TO },
  });
  expect(sent(declineFilter({ code: ['SAME_WALLET'], user: 'u', ...RANGE }))).toEqual({
    code: ['SAME_WALLET'],
    userId: 'u',
    from: FROM,
    to: TO,
  });
});

test('Filters are counted without the search', () => {
  expect(countSet({ ...TRANSACTION_FILTERS, q: 'x', by: 'posted', from: 'a', type: ['DEPOSIT'] })).toBe(2);
});
