import { describe, expect, test } from '@jest/globals';
import { books, expectBooksToBalance } from '../../support/books.js';
import { depositTo } from '../../support/commands.js';
import { TestLedger } from '../../support/ledger.js';
import { failureOf, outcomeOf, refused } from '../../support/outcome.js';

const INVALID = refused('IDEMPOTENCY_KEY_INVALID', 'An idempotency key is 1 to 255 visible ASCII characters');

describe('A key that is 1 to 255 visible ASCII characters', () => {
  test.each([
    ['one character', 'k'],
    ['255 characters', 'k'.repeat(255)],
    ['the first visible character', '!'],
    ['the last visible character', '~'],
    ['all of them', Array.from({ length: 94 }, (_, index) => String.fromCharCode(0x21 + index)).join('')],
    ['quotes and SQL', `';drop/**/table"wallets"--`],
    ['placeholders', '?,??,\\?,$1,:name,@p'],
  ])('When it is %s, then it is stored as it is and found again', async (_what, idempotencyKey) => {
    const t = await TestLedger.open();
    const command = depositTo(await t.wallet(), 100, { idempotencyKey });
    const first = await outcomeOf(t.ledger.submit(command));
    expect(first).toMatchObject({ code: 'OK', replayed: false });
    expect(await outcomeOf(t.ledger.submit(command))).toEqual({ ...first, replayed: true });
    const stored = await expectBooksToBalance(t.storage);
    expect(stored.records.map(({ key }) => key)).toEqual([idempotencyKey]);
    expect(stored.transactions).toHaveLength(1);
  });

  test('When two keys differ in case only, then they are two keys', async () => {
    const t = await TestLedger.open();
    const wallet = await t.wallet();
    for (const idempotencyKey of ['key', 'Key', 'KEY']) {
      expect(await outcomeOf(t.ledger.submit(depositTo(wallet, 100, { idempotencyKey })))).toMatchObject({
        code: 'OK',
        replayed: false,
      });
    }
    expect((await expectBooksToBalance(t.storage)).transactions).toHaveLength(3);
  });
});

describe('Any other key', () => {
  test.each([
    ['empty', ''],
    ['256 characters', 'k'.repeat(256)],
    ['a space', ' '],
    ['a space inside', 'a b'],
    ['a line end at the end', 'key\n'],
    ['a tab', 'a\tb'],
    ['NUL', 'a\u0000'],
    ['DEL', 'a\u007f'],
    ['not ASCII', 'schlüssel'],
    ['digits of another script', '٣'],
    ['an emoji', '🔑'],
  ])(
    'When it is %s, then it is IDEMPOTENCY_KEY_INVALID and nothing happens',
    async (_what, idempotencyKey) => {
      const t = await TestLedger.open();
      const wallet = await t.wallet();
      const before = await books(t.storage);
      expect(await outcomeOf(t.ledger.submit(depositTo(wallet, 100, { idempotencyKey })))).toEqual(INVALID);
      const opening = t.ledger.openWallet(
        { ownerId: wallet.ownerId, name: 'x', currency: 'KES' },
        idempotencyKey,
      );
      expect(await opening.then(() => undefined, failureOf)).toEqual(INVALID);
      expect(await books(t.storage)).toEqual(before);
    },
  );
});
