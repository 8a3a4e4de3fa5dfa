import { expect, test } from '@jest/globals';
import { AdminReports } from '../../../server/reports/summary/admin-summary.js';
import { RiskAlerts } from '../../../server/reports/risk/alerts.js';
import { RISK_KINDS } from '../../../server/ledger/model/risk-threshold.js';
import { TestLedger } from '../../support/ledger.js';
import { insertTransactions } from '../../support/many-transactions.js';
import { plansOf } from '../../support/plans.js';
import { rawSql } from '../../support/raw-sql.js';

/** Matches full scans of tables that grow with the history; only the index of waiting transactions may be scanned. */
const SCANS_OF_HISTORY =
  /^SCAN (t|e|transactions|entries|volume_hours|audit_events|risk_alerts)\b(?!.* INDEX (transactions_pending|risk_alerts_\w+)\b)/;

test('No look at risk, and no check of its thresholds, reads the whole history', async () => {
  const t = await TestLedger.open();
  const wallet = await t.wallet({ balance: 1 });
  await insertTransactions(t, wallet, 500);
  const { id: operatorId } = await t.user({ role: 'OPERATOR' });
  for (const kind of RISK_KINDS) {
    await rawSql(
      t,
      `insert into risk_thresholds (kind, currency, threshold, set_at, set_by_id)
      values ('${kind}', 'KES', 1, ${String(t.clock.now().getTime())}, '${operatorId}')`,
    );
  }
  const alerts = new RiskAlerts(t.units, t.storage.reader, t.clock, t.ids);
  const reports = new AdminReports(t.storage.reader, t.clock);
  for (const timeZone of ['UTC', 'Asia/Kolkata']) {
    for (const currency of [null, 'KES'] as const) {
      const reading = reports.openRisk(currency, timeZone);
      const steps = (
        await plansOf(t.storage, async () => {
          await Promise.all([reading.concentration(), reading.movements(), reading.flows()]);
          await Promise.all([reading.coverage(), reading.ageing(), reading.alerts(), reading.pastAlerts()]);
          await alerts.check();
        })
      ).flat();
      expect(steps.filter((step) => /transactions|volume_hours/.test(step)).length).toBeGreaterThan(5);
      expect(steps.filter((step) => SCANS_OF_HISTORY.test(step))).toEqual([]);
      // Of somebody's history no row is read: the index has all that is asked for.
      expect(steps.filter((step) => step.startsWith('SEARCH e '))).toEqual(
        Array.from({ length: 3 }, () =>
          expect.stringMatching(/COVERING INDEX entries_by_time .*created_at>/),
        ),
      );
    }
  }
});
