import { describe, expect, test } from '@jest/globals';
import { v4 } from 'uuid';
import { IdGenerator } from '../../../../server/ledger/model/ids.js';
import { verifyBooks } from '../../../../server/ledger/verify/verify.js';
import { RiskAlerts } from '../../../../server/reports/risk/alerts.js';
import { SettableClock } from '../../../support/clock.js';
import { useApi } from '../../../support/api.js';

const clock = new SettableClock();
const api = useApi({}, { clock });

const SET = `mutation ($kind: RiskKind!, $currency: Currency!, $threshold: Decimal, $key: String) {
  setRiskThreshold(kind: $kind, currency: $currency, threshold: $threshold, reason: "Board", idempotencyKey: $key) {
    replayed threshold { kind unit threshold value beyond }
  }
}`;
const LARGE = { kind: 'LARGE_MOVEMENT', currency: 'KES' };
const ALERTS =
  '{ riskSummary { alerts { kind currency threshold value raisedAt clearedAt } pastAlerts { kind value } } }';

async function openGauges(): Promise<string[]> {
  const printed = await api.app.fastify.inject('/metrics');
  return printed.body.split('\n').filter((line) => line.startsWith('nissmart_risk_alert{'));
}

describe('A risk threshold', () => {
  test('raises an alert once when it is passed, and clears it when it is no longer', async () => {
    const [operator, saver] = [await api.staff('OPERATOR'), await api.customer()];
    await saver.wallet({ balance: '500.00' });
    const raisedAt = clock.now().toISOString();
    expect(
      (await operator.graphql(SET, { ...LARGE, threshold: '499.99' })).at('data.setRiskThreshold'),
    ).toEqual({
      replayed: false,
      threshold: {
        kind: 'LARGE_MOVEMENT',
        unit: 'MONEY',
        threshold: '499.99',
        value: '500.00',
        beyond: true,
      },
    });
    clock.advance(60_000);
    await api.app.services.riskAlerts.check();
    const alert = { ...LARGE, threshold: '499.99', value: '500.00', raisedAt, clearedAt: null };
    expect((await operator.graphql(ALERTS)).at('data.riskSummary')).toEqual({
      alerts: [alert],
      pastAlerts: [],
    });
    expect(await openGauges()).toEqual(['nissmart_risk_alert{kind="LARGE_MOVEMENT",currency="KES"} 1']);

    // A day later it was not within the last day.
    clock.advance(24 * 3_600_000);
    expect((await operator.graphql(ALERTS)).list('data.riskSummary.alerts')).toEqual([]);
    await api.app.services.riskAlerts.check();
    expect((await operator.graphql(ALERTS)).at('data.riskSummary')).toEqual({
      alerts: [],
      pastAlerts: [{ kind: 'LARGE_MOVEMENT', value: '500.00' }],
    });
    expect(await openGauges()).toEqual(['nissmart_risk_alert{kind="LARGE_MOVEMENT",currency="KES"} 0']);
  });

  test('is told once, whichever process notices it, and not again after a restart', async () => {
    const { storage, units } = api.app.services;
    const operator = await api.staff('OPERATOR');
    const saver = await api.customer();
    await saver.wallet({ currency: 'UGX', balance: '900' });
    const told: string[] = [];
    const process = (name: string) =>
      new RiskAlerts(units, storage.background, clock, new IdGenerator(), ({ raised, cleared }) => {
        told.push(...raised.map(({ kind }) => `${name} raised ${kind}`));
        told.push(...cleared.map(({ kind }) => `${name} cleared ${kind}`));
      });
    const change = {
      kind: 'LARGE_MOVEMENT',
      currency: 'UGX',
      threshold: 800,
      operatorId: operator.id,
      reason: 'r',
    } as const;
    await api.app.services.riskThresholds.set(change);
    await Promise.all([process('one').check(), process('two').check()]);
    await process('one after a restart').check();
    expect(told).toHaveLength(1);
    await api.app.services.riskThresholds.set({ ...change, threshold: null });
    await Promise.all([process('one').check(), process('two').check()]);
    expect(told.slice(1)).toEqual([expect.stringMatching(/cleared LARGE_MOVEMENT$/)]);
  });

  test('is set once for its key, is in the audit log, and verifies', async () => {
    const operator = await api.staff('OPERATOR');
    const asked = { kind: 'TOP_HOLDER_SHARE', currency: 'KES', threshold: '0.9', key: v4() };
    expect((await operator.graphql(SET, asked)).at('data.setRiskThreshold.replayed')).toBe(false);
    expect((await operator.graphql(SET, asked)).at('data.setRiskThreshold.replayed')).toBe(true);
    const other = await operator.graphql(SET, { ...asked, threshold: '0.8' });
    expect(other.at('errors.0.extensions.code')).toBe('IDEMPOTENCY_KEY_REUSED');
    const events = await operator.get('/api/audit-events?action=RISK_THRESHOLD_SET&first=1');
    expect(events.at('data.0')).toMatchObject({
      reason: 'Board',
      details: { kind: 'TOP_HOLDER_SHARE', currency: 'KES', threshold: '0.9000', before: null },
    });
    expect((await verifyBooks(api.storage.reader)).problems).toEqual([]);
  });

  test('is refused when it is no such figure, and to those who may not', async () => {
    const [operator, analyst, saver] = [
      await api.staff('OPERATOR'),
      await api.staff('ANALYST'),
      await api.customer(),
    ];
    for (const threshold of ['1.5', '0.12345', '-1', '', '1e1', '٥']) {
      const answer = await operator.graphql(SET, { kind: 'TOP_HOLDER_SHARE', currency: 'KES', threshold });
      expect({ threshold, code: answer.at('errors.0.extensions.code') }).toEqual({
        threshold,
        code: 'BAD_USER_INPUT',
      });
    }
    const money = await operator.graphql(SET, { ...LARGE, threshold: '1.005' });
    expect(money.at('errors.0.extensions.code')).toBe('INVALID_AMOUNT');
    for (const somebody of [analyst, saver]) {
      expect((await somebody.graphql(SET, { ...LARGE, threshold: '1' })).at('errors.0.extensions.code')).toBe(
        'FORBIDDEN',
      );
    }
    expect((await saver.graphql(ALERTS)).at('errors.0.extensions.code')).toBe('FORBIDDEN');
    expect((await analyst.get('/api/risk?currency=KES')).status).toBe(200);
  });
});
