import { exactSum, readSum } from '../money/exact-sum.js';
import type { Snapshot } from '../database/snapshot.js';
import type { Problems } from './problems.js';

/** All wallets of a currency add up to zero: money that a customer has is money that the treasury owes. */
export async function checkTrialBalance(snapshot: Snapshot, problems: Problems): Promise<void> {
  const rows = await snapshot.rows<{ currency: string }>(
    `select currency, ${exactSum('posted', 'posted')} from wallets group by currency order by currency`,
  );
  for (const row of rows) {
    const sum = readSum(row, 'posted');
    if (sum === 0n) continue;
    problems.add({
      code: 'TRIAL_BALANCE',
      subject: { table: 'wallets', id: null },
      message: `All ${row.currency} wallets add up to zero`,
      expected: '0',
      found: String(sum),
    });
  }
}
