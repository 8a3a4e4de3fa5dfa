import { expect, test } from '@jest/globals';
import { attempt, useSampleDatabase } from './refusals/tried.js';

const database = useSampleDatabase();

/** What the constraints and triggers must let through, or they would be in the way of the ledger itself. */
test.each([
  [
    'a pending transaction is posted',
    "update transactions set status = 'POSTED', posted_at = 1 where id = 'waiting'",
  ],
  ['a pending transaction is voided', "update transactions set status = 'VOIDED' where id = 'waiting'"],
  ['a wallet is renamed', "update wallets set name = 'Holiday' where id = 'savings'"],
  ['a wallet is frozen', "update wallets set status = 'FROZEN' where id = 'savings'"],
  ['an empty wallet is closed', "update wallets set status = 'CLOSED' where id = 'empty'"],
  ['everything in a wallet is held', "update wallets set held = 100 where id = 'savings'"],
  ['a wallet reaches the limit', "update wallets set posted = 9007199254740991 where id = 'savings'"],
  ['the treasury reaches the limit', "update wallets set posted = -9007199254740991 where id = 'treasury'"],
  ['a session is revoked', "update sessions set revoked_at = 1 where id = 'session'"],
  ['a user is suspended', "update users set status = 'SUSPENDED' where id = 'amina'"],
  [
    'a wallet gets its next entry',
    `insert into entries values ('s4', 'savings', 4, 'waiting', -100, 0, 1), ('e1', 'escrow', 1, 'waiting', 100, 100, 1)`,
  ],
])('When %s, then the database has nothing against it', (what, sql) => {
  expect(attempt(database(), { what, attempt: sql, message: '' }).message).toBeUndefined();
});
