import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { settlementPolicy } from '../../server/ledger/posting/book/review-terms.js';
import { RISK_KINDS } from '../../server/ledger/model/risk-threshold.js';
import { startHousekeeping } from '../../server/process/housekeeping.js';
import { startMailing } from '../../server/process/mailing.js';
import { startWithMail } from '../graphql/resolvers/accounts/mailed.js';
import { TestIssuer } from '../support/issuer.js';
import { onCleanup } from '../support/ledger.js';
import { TestLog } from '../support/log.js';
import { rawRows } from '../support/raw-sql.js';
import { unreasonable } from '../support/scans.js';
import { recordStatements, scansOf } from '../support/statements.js';

const YEAR_MS = 366 * 24 * 3_600_000;

const statements = recordStatements();

test('The statements of background jobs read no whole table that grows, but for those with a reason', async () => {
  const { config: oidc } = await TestIssuer.start();
  const settlement = settlementPolicy('review', 14);
  const { api, mails, clock } = await startWithMail({ oidc, settlement, rateLimit: true });
  const { services, checkpoints } = api.app;
  const amina = await api.customer();
  const operator = await api.staff('OPERATOR');
  const wallet = await amina.wallet();
  const { id } = await amina.deposit(wallet, '100.00');
  await operator.post(`/api/transactions/${id}/post`, { reason: 'Seen' });
  for (const kind of RISK_KINDS) {
    const change = {
      kind,
      currency: 'KES',
      threshold: 1,
      operatorId: operator.id,
      reason: 'A test',
    } as const;
    await services.riskThresholds.set(change);
  }
  await amina.withdraw(wallet, '1.00');
  await amina.post('/api/auth/email-verifications', {});
  await checkpoints.write();
  // Everything that ends has ended by then, the withdrawal that waits among it.
  clock.advance(YEAR_MS);

  const log = new TestLog();
  onCleanup(startHousekeeping(services, log.logger));
  onCleanup(startMailing(services, log.logger));
  await mails.mail(1);
  // The last job of a round.
  while ((await rawRows(api, 'select * from audit_personal_details')).length > 0) await sleep(1);
  await checkpoints.write();
  expect(await services.accounts.hasOperator()).toBe(true);

  expect(log.text).toBe('');
  expect(unreasonable(scansOf(api.storage.path, statements))).toEqual([]);
});
