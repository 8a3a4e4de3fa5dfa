import { expect, test } from '@jest/globals';
import { TRANSACTION_TYPES } from '../../server/ledger/model/transaction-types.js';
import { attempt, useSampleDatabase } from './refusals/tried.js';

const database = useSampleDatabase();

/** Changes that the constraints and triggers must permit, because the ledger makes them. */
test.each([
  [
    'a pending transaction is posted',
    "update transactions set status = 'POSTED', posted_at = 1 where id = 'waiting'",
  ],
  [
    'a pending transaction is voided',
    "update transactions set status = 'VOIDED', voided_at = 1 where id = 'waiting'",
  ],
  ['a wallet is renamed', "update wallets set name = 'Holiday' where id = 'savings'"],
  ['a wallet is frozen', "update wallets set status = 'FROZEN' where id = 'savings'"],
  ['an empty wallet is closed', "update wallets set status = 'CLOSED' where id = 'empty'"],
  ['everything in a wallet is held', "update wallets set held = 100 where id = 'savings'"],
  ['a wallet reaches the limit', "update wallets set posted = 9007199254740991 where id = 'savings'"],
  ['the treasury reaches the limit', "update wallets set posted = -9007199254740991 where id = 'treasury'"],
  ['a session is revoked', "update sessions set revoked_at = 1 where id = 'session'"],
  ['an API token is used', "update api_tokens set last_used_at = 1 where id in ('token', 'revoked')"],
  [
    'an API token is revoked',
    "update api_tokens set revoked_at = 1, revoked_by_id = 'brian' where id = 'token'",
  ],
  ['a user is suspended', "update users set status = 'SUSPENDED' where id = 'amina'"],
  [
    'a wallet counts its next entry',
    `update wallets set sequence = 4, chain_head = '${'e'.repeat(64)}' where id = 'savings'`,
  ],
  [
    'a wallet gets its next entry',
    `insert into entries values
      ('s4', 'savings', 4, 'waiting', -100, 0, 1, '${'d'.repeat(64)}'),
      ('e1', 'escrow', 1, 'waiting', 100, 100, 1, '${'d'.repeat(64)}')`,
  ],
])('When %s, then the database has nothing against it', async (what, sql) => {
  expect((await attempt(database(), { what, attempt: sql, message: '' })).message).toBeUndefined();
});

test.each(TRANSACTION_TYPES)('When a %s comes, then the database has nothing against it', async (type) => {
  const columns = { type, reversal_of_id: type === 'REVERSAL' ? 'kept' : null };
  const inserted = { what: type, attempt: { table: 'transactions', columns }, message: '' } as const;
  expect((await attempt(database(), inserted)).message).toBeUndefined();
});
