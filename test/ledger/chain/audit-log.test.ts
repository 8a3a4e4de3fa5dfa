import { expect, test } from '@jest/globals';
import { AuditEvent } from '../../../server/ledger/model/audit-event.js';
import { AUDIT_GENESIS, digestOfAuditEvent } from '../../../server/ledger/chain/audit-log.js';
import { link } from '../../../server/ledger/chain/digest.js';
import { settlementPolicy } from '../../../server/ledger/posting/book/review-terms.js';
import { expectBooksToBalance } from '../../support/books.js';
import { changing, depositTo, settling, transferFrom, withdrawFrom } from '../../support/commands.js';
import { TestLedger } from '../../support/ledger.js';

test('When two processes act at once, then each act is one event of one chain without a gap', async () => {
  const one = await TestLedger.open();
  const two = await one.twin(settlementPolicy('review'));
  const operator = (await one.user({ role: 'OPERATOR' })).id;
  const a = await one.wallet({ balance: 1_000 });
  const b = await one.wallet();
  const { transaction: sent } = await one.ledger.submit(transferFrom(a, { walletId: b.id }, 10));
  const pending = await Promise.all(
    Array.from({ length: 6 }, async () => (await two.ledger.submit(withdrawFrom(a, 10))).transaction),
  );

  await Promise.all([
    ...pending.map(async (transaction, index) => {
      const { ledger } = index % 2 === 0 ? one : two;
      return ledger.submit(settling(index % 3 === 0 ? 'void' : 'post', transaction, operator));
    }),
    two.ledger.submit(settling('reverse', sent, operator)),
    one.ledger.changeWallet(changing('freeze', b, operator, { reason: 'Déjà vu “™”' })),
    two.ledger.setReviewRule({ currency: 'KES', withdrawalsAbove: 5, operatorId: operator, reason: 'r' }),
    // These make rows of their own, which say everything.
    one.ledger.submit(depositTo(a, 1)),
  ]);

  await expectBooksToBalance(one.storage);
  const events = await one.storage.reader.fork().find(AuditEvent, {}, { orderBy: { sequence: 'asc' } });
  expect(events.map(({ action }) => action).sort()).toEqual([
    'REVIEW_RULE_SET',
    ...Array<string>(4).fill('TRANSACTION_POSTED'),
    'TRANSACTION_REVERSED',
    ...Array<string>(2).fill('TRANSACTION_VOIDED'),
    'WALLET_FROZEN',
  ]);
  let hash = AUDIT_GENESIS;
  events.forEach((event, index) => {
    expect(event.sequence).toBe(index + 1);
    hash = link(hash, digestOfAuditEvent(event));
    expect(event.hash).toBe(hash);
  });
});
