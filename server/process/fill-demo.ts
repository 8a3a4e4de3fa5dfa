import { fillDemo } from '../demo/fill.js';
import { recordVerification } from '../ledger/verify/verifications.js';
import { verifyBooks } from '../ledger/verify/verify.js';
import type { OpenServices } from '../app/services.js';
import { startProgress } from './progress.js';

/** Fills in the demo data from the first day on, shows the progress, and verifies the books. */
export async function fillIn(
  { storage, units, clock, riskAlerts }: OpenServices,
  start: Date,
  signal?: AbortSignal,
): Promise<void> {
  const progress = startProgress('Filling in demo data');
  let report;
  try {
    report = await fillDemo(
      { units, reader: storage.reader },
      { start, until: clock.now(), onProgress: progress.show, ...(signal && { signal }) },
    );
  } finally {
    progress.end();
  }
  await riskAlerts.check();
  await recordVerification(units, await verifyBooks(storage.reader, clock));
  const { customers, wallets, currencies, transactions, declined } = report;
  process.stdout.write(
    `${customers} customers, ${wallets} wallets in ${currencies} currencies, ${transactions} transactions, ` +
      `${declined} declined\n`,
  );
}
