import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { User } from '../../server/identity/model/user.js';
import type { JsonValue } from '../../server/ledger/model/transaction.js';
import { Transaction } from '../../server/ledger/model/transaction.js';
import { Wallet } from '../../server/ledger/model/wallet.js';
import { expectBooksToBalance } from '../support/books.js';
import { depositTo } from '../support/commands.js';
import { TestLedger } from '../support/ledger.js';
import { outcomeOf } from '../support/outcome.js';
import { POSTGRES } from '../support/postgres.js';
import { short } from '../support/short.js';
import { rounds } from '../support/rounds.js';

const AWKWARD = [
  'O\'Brien\'s "best" `wallet`',
  '?',
  '??',
  '\\?',
  '\\??\\',
  "'; drop table entries; --",
  '$1 :name @p %s ${x}',
  'line\nbreak\ttab\r',
  'null',
  '[]',
  '123',
  '1e3',
  ' spaces ',
  'Ünïcödé, العربية, 日本語, e\u0301',
  '🦒💸👩‍👩‍👧',
  // PostgreSQL has no text with a NUL, and no API lets one in.
  ...(POSTGRES === undefined ? ['a\u0000b'] : []),
  'x'.repeat(5_000),
];

describe('Text of any kind', () => {
  test.each(AWKWARD.map((text) => [short(text), text] as const))(
    'When %s is a name, a description, a reference and metadata, then it comes back as it was',
    async (_short, text) => {
      const t = await TestLedger.open();
      const owner = await t.user({ displayName: text });
      const wallet = await t.wallet({ owner, name: text });
      const metadata = { [text]: text, list: [text, { [text]: [null, true, 1.5, text] }] };
      const command = depositTo(wallet, 100, { reference: text, description: text, metadata });
      const answer = await outcomeOf(t.ledger.submit(command));
      expect(answer).toMatchObject({
        code: 'OK',
        transaction: { reference: text, description: text, metadata },
      });
      expect(await outcomeOf(t.ledger.submit(command))).toEqual({ ...answer, replayed: true });

      const reader = t.storage.reader.fork();
      expect((await reader.findOneOrFail(User, { displayName: text })).id).toBe(owner.id);
      expect((await reader.findOneOrFail(Wallet, { name: text, ownerId: owner.id })).id).toBe(wallet.id);
      const [read] = await reader.find(Transaction, {
        reference: text,
        description: { $in: [text, 'other'] },
      });
      expect(read).toMatchObject({ reference: text, description: text, metadata });
      const { transactions } = await expectBooksToBalance(t.storage);
      expect(transactions).toMatchObject([
        { reference: text, description: text, metadata: JSON.stringify(metadata) },
      ]);
    },
  );

  test('When text and metadata are anything Unicode can write, then they come back, and a retry knows them', async () => {
    const t = await TestLedger.open();
    const wallet = await t.wallet();
    const text = fc
      .string({ unit: 'binary', maxLength: 40 })
      .filter((made) => POSTGRES === undefined || !made.includes('\0'));
    const json = fc.jsonValue({ stringUnit: 'binary' });
    await fc.assert(
      fc.asyncProperty(
        text,
        text,
        fc.dictionary(text, json, { noNullPrototype: true }),
        async (reference, description, values) => {
          const metadata = JSON.parse(JSON.stringify(values)) as Record<string, JsonValue>;
          const command = depositTo(wallet, 1, { reference, description, metadata });
          const answer = await outcomeOf(t.ledger.submit(command));
          expect(answer).toMatchObject({ code: 'OK', replayed: false });
          const found = await outcomeOf(t.ledger.submit({ ...command }));
          expect(found).toEqual({ ...answer, replayed: true });
          expect('transaction' in found && found.transaction).toMatchObject({ reference, description });
          expect('transaction' in found && found.transaction.metadata).toEqual(metadata);
        },
      ),
      { numRuns: rounds(40, 150) },
    );
    await expectBooksToBalance(t.storage);
  });
});
