import { depositTo, settling } from '../../../support/commands.js';
import { TestLedger, type OwnedWallet } from '../../../support/ledger.js';

/** A ledger in review mode, an operator's id, and a wallet whose first 1 000 the operator has posted. */
export async function openWithSavings(): Promise<{ t: TestLedger; operator: string; wallet: OwnedWallet }> {
  const t = await TestLedger.openInReview();
  const { id: operator } = await t.user({ role: 'OPERATOR' });
  const wallet = await t.wallet();
  const { transaction } = await t.ledger.submit(depositTo(wallet, 1_000));
  await t.ledger.submit(settling('post', transaction, operator));
  return { t, operator, wallet };
}
