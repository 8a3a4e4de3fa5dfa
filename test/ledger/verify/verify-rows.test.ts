import { expect, test } from '@jest/globals';
import { content, expectDamageFound, fingerprint, HASH, volume, type Damage } from './verify-fixture.js';

const WALLETS: Damage[] = [
  {
    what: 'the balance of a wallet was changed',
    sql: 'update wallets set posted = posted + 1 where id = ?',
    params: ({ amina }) => [amina.id],
    expected: ({ amina }) => [
      ['WALLET_POSTED', 'wallets', amina.id, '1200', '1201'],
      ['TRIAL_BALANCE', 'wallets', '*', '0', '1'],
    ],
  },
  {
    what: 'two wallets swapped their balances',
    sql: 'update wallets set posted = 1400 - posted where id in (?, ?)',
    params: ({ amina, brian }) => [amina.id, brian.id],
    expected: ({ amina, brian }) => [
      ['WALLET_POSTED', 'wallets', amina.id, '1200', '200'],
      ['WALLET_POSTED', 'wallets', brian.id, '200', '1200'],
    ],
  },
  {
    what: 'the sequence of a wallet was changed',
    sql: 'update wallets set sequence = 4 where id = ?',
    params: ({ amina }) => [amina.id],
    expected: ({ amina }) => [['WALLET_SEQUENCE', 'wallets', amina.id, '3', '4']],
  },
  {
    what: 'more is held than there is',
    sql: 'update wallets set held = 1201 where id = ?',
    params: ({ amina }) => [amina.id],
    expected: ({ amina }) => [
      ['WALLET_OVERDRAWN', 'wallets', amina.id, 'at least 0', '-1'],
      ['WALLET_HELD', 'wallets', amina.id, '0', '1201'],
    ],
  },
  {
    what: 'something is incoming that nobody sent',
    sql: 'update wallets set incoming = 5 where id = ?',
    params: ({ amina }) => [amina.id],
    expected: ({ amina }) => [['WALLET_INCOMING', 'wallets', amina.id, '0', '5']],
  },
  {
    what: 'a wallet was closed with money in it',
    sql: `update wallets set status = 'CLOSED' where id = ?`,
    params: ({ amina }) => [amina.id],
    expected: ({ amina }) => [
      ['WALLET_CLOSED', 'wallets', amina.id, '0', '1200'],
      ['WALLET_STATUS', 'wallets', amina.id, 'ACTIVE', 'CLOSED'],
    ],
  },
  {
    what: 'a wallet changed its currency',
    sql: `update wallets set currency = 'KES' where id = ?`,
    params: ({ chieko }) => [chieko.id],
    expected: ({ transactions, chieko }) => [
      ['WALLET_ORIGIN', 'wallets', chieko.id, HASH, HASH],
      ['TRANSACTION_CURRENCY', 'transactions', transactions[4], 'JPY to JPY', 'JPY to KES'],
      ['TRIAL_BALANCE', 'wallets', '*', '0', '-700'],
      ['TRIAL_BALANCE', 'wallets', '*', '0', '700'],
    ],
  },
];

const TRANSACTIONS: Damage[] = [
  {
    what: 'the amount of a transaction was changed',
    sql: 'update transactions set amount = 301 where id = ?',
    params: ({ transactions }) => [transactions[2]],
    expected: (books) => [
      content(books.transactions[2]),
      fingerprint(books.amina),
      ['TRANSACTION_SOURCE_ENTRY', 'transactions', books.transactions[2], '-301', '-300'],
      ['TRANSACTION_DESTINATION_ENTRY', 'transactions', books.transactions[2], '301', '300'],
      volume(books, 'KES TRANSFER', '1 transactions of 301', '1 transactions of 300'),
    ],
  },
  {
    what: 'the amount of a transaction is none',
    sql: `insert into transactions select 'odd', 'TRANSFER', 'VOIDED', -1, currency, source_wallet_id, destination_wallet_id,
      initiated_by_id, null, null, null, 0, null, null, null, 0 from transactions where id = ?`,
    params: ({ transactions }) => [transactions[2]],
    expected: () => [
      ['TRANSACTION_AMOUNT', 'transactions', 'odd', '1 to 999999999999999', '-1'],
      ['TRANSACTION_EXPIRY', 'transactions', 'odd', 'an end that fits', 'none'],
      ['TRANSACTION_TIME', 'transactions', 'odd', 'none', '0'],
      ['TRANSACTION_WITHOUT_RECORD', 'transactions', 'odd', '1', '0'],
    ],
  },
  {
    what: 'a transaction lost its time of posting',
    sql: 'update transactions set posted_at = null where id = ?',
    params: ({ transactions }) => [transactions[2]],
    expected: (books) => [
      ['TRANSACTION_STATUS', 'transactions', books.transactions[2], 'PENDING', 'POSTED'],
      volume(books, 'KES TRANSFER', 'none', '1 transactions of 300'),
    ],
  },
  {
    what: 'a transaction changed its direction',
    sql: `update transactions set source_wallet_id = destination_wallet_id, destination_wallet_id = source_wallet_id
      where id = ?`,
    params: ({ transactions }) => [transactions[2]],
    expected: ({ transactions, amina }) => [
      content(transactions[2]),
      fingerprint(amina),
      ['TRANSACTION_SOURCE_ENTRY', 'transactions', transactions[2], '-300', '300'],
      ['TRANSACTION_DESTINATION_ENTRY', 'transactions', transactions[2], '300', '-300'],
    ],
  },
  {
    what: 'a transaction changed its type',
    sql: `update transactions set type = 'TRANSFER' where id = ?`,
    params: ({ transactions }) => [transactions[3]],
    expected: (books) => [
      content(books.transactions[3]),
      [
        'TRANSACTION_PARTIES',
        'transactions',
        books.transactions[3],
        'CUSTOMER to CUSTOMER',
        'CUSTOMER to TREASURY',
      ],
      [
        'RECORD_OPERATION',
        'idempotency_records',
        expect.stringContaining(books.brian.ownerId) as unknown as string,
        'WITHDRAWAL',
        'TRANSFER',
      ],
      volume(books, 'KES TRANSFER', '2 transactions of 400', '1 transactions of 300'),
      volume(books, 'KES WITHDRAWAL', 'none', '1 transactions of 100'),
    ],
  },
  {
    what: 'a posted transaction was voided',
    sql: `update transactions set status = 'VOIDED', posted_at = null, voided_at = 1 where id = ?`,
    params: ({ transactions }) => [transactions[4]],
    expected: (books) => [
      ['TRANSACTION_ENTRY_COUNT', 'transactions', books.transactions[4], '0', '2'],
      ['TRANSACTION_EXPIRY', 'transactions', books.transactions[4], 'an end that fits', 'none'],
      ['TRANSACTION_TIME', 'transactions', books.transactions[4], 'none', '1'],
      volume(books, 'JPY DEPOSIT', 'none', '1 transactions of 700'),
    ],
  },
  {
    what: 'a reversal does not mirror its original',
    sql: `insert into transactions select 'reversal', 'REVERSAL', 'PENDING', amount + 1, currency, destination_wallet_id,
      source_wallet_id, initiated_by_id, null, null, null, 0, null, id, null, null from transactions where id = ?`,
    params: ({ transactions }) => [transactions[4]],
    expected: ({ transactions, chieko }) => [
      [
        'TRANSACTION_REVERSAL',
        'transactions',
        'reversal',
        'the mirror of a posted transaction',
        transactions[4],
      ],
      ['TRANSACTION_EXPIRY', 'transactions', 'reversal', 'an end that fits', 'none'],
      ['TRANSACTION_WITHOUT_RECORD', 'transactions', 'reversal', '1', '0'],
      ['WALLET_HELD', 'wallets', chieko.id, '701', '0'],
    ],
  },
  {
    what: 'a transaction was moved to another hour',
    sql: 'update transactions set posted_at = posted_at - 3600000 where id = ?',
    params: ({ transactions }) => [transactions[4]],
    expected: (books) => {
      const hourBefore = new Date(Date.parse(books.hour) - 3_600_000).toISOString();
      const at = Date.parse(books.hour) + 5_000;
      return [
        ['TRANSACTION_TIME', 'transactions', books.transactions[4], String(at), String(at - 3_600_000)],
        volume(books, 'JPY DEPOSIT', 'none', '1 transactions of 700'),
        volume({ ...books, hour: hourBefore }, 'JPY DEPOSIT', '1 transactions of 700', 'none'),
      ];
    },
  },
];

test.each([...WALLETS, ...TRANSACTIONS])('A verification names the row when $what', async (damage) => {
  await expectDamageFound(damage);
});
