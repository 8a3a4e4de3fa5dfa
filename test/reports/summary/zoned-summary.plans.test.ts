import { expect, test } from '@jest/globals';
import { plansOf } from '../../support/plans.js';
import { history } from './zoned-history.js';

test('Days of a zone of half hours are read from the totals but for the hours with a border, each by an index', async () => {
  const { ledger, reports } = await history('2026-01-30T00:00Z');
  const range = {
    from: new Date('2026-01-29T18:30Z'),
    to: new Date('2026-02-03T18:30Z'),
    timeZone: 'Asia/Kolkata',
  };
  const plans = await plansOf(ledger.storage, async () => reports.open(range).series());
  const steps = plans.flat().filter((step) => /transactions|volume_hours/.test(step));
  expect(steps).toEqual([
    expect.stringMatching(/^SEARCH transactions USING COVERING INDEX \S+ \(posted_at<\?\)$/),
    expect.stringMatching(/^SEARCH transactions USING COVERING INDEX \S+ \(posted_at>\? AND posted_at<\?\)$/),
    expect.stringMatching(/^SEARCH volume_hours USING .*\(hour_start>\? AND hour_start<\?\)$/),
  ]);
});
