import { test } from '@jest/globals';
import { expectDamageFound, volume, type Damage } from './verify-fixture.js';

const VOLUMES: Damage[] = [
  {
    what: 'the total of an hour counts too many',
    sql: `update volume_hours set count = count + ? where type = 'TRANSFER'`,
    params: () => [1],
    expected: (books) => [volume(books, 'KES TRANSFER', '1 transactions of 300', '2 transactions of 300')],
  },
  {
    what: 'the total of an hour adds up to too much',
    sql: `update volume_hours set amount_billions = ? where type = 'TRANSFER'`,
    params: () => [1],
    expected: (books) => [
      volume(books, 'KES TRANSFER', '1 transactions of 300', '1 transactions of 1000000300'),
    ],
  },
  {
    what: 'the total of an hour is missing',
    sql: 'delete from volume_hours where currency = ?',
    params: () => ['JPY'],
    expected: (books) => [volume(books, 'JPY DEPOSIT', '1 transactions of 700', 'none')],
  },
  {
    what: 'an hour in which nothing was posted has a total',
    sql: `insert into volume_hours (hour_start, currency, type, count, amount_billions, amount_rest)
      values (?, 'KES', 'DEPOSIT', 1, 0, 5)`,
    params: ({ hour }) => [Date.parse(hour) + 7_200_000],
    expected: (books) => {
      const later = new Date(Date.parse(books.hour) + 7_200_000).toISOString();
      return [volume({ ...books, hour: later }, 'KES DEPOSIT', 'none', '1 transactions of 5')];
    },
  },
  {
    what: 'something was posted and not counted',
    sql: `insert into transactions select 'late', 'REVERSAL', status, amount, currency, destination_wallet_id,
      source_wallet_id, initiated_by_id, null, null, null, 0, posted_at, id, null, null from transactions where id = ?`,
    params: ({ transactions }) => [transactions[2]],
    expected: (books) => [
      ['TRANSACTION_ENTRY_COUNT', 'transactions', 'late', '2', '0'],
      ['TRANSACTION_SOURCE_ENTRY', 'transactions', 'late', '-300', 'none'],
      ['TRANSACTION_DESTINATION_ENTRY', 'transactions', 'late', '300', 'none'],
      ['TRANSACTION_WITHOUT_RECORD', 'transactions', 'late', '1', '0'],
      volume(books, 'KES REVERSAL', '1 transactions of 300', 'none'),
    ],
  },
];

test.each(VOLUMES)('A verification names the hour when $what', async (damage) => {
  await expectDamageFound(damage);
});
