import { inserting, running, type Refusal } from './cases.js';

const KINDS =
  "CHECK constraint failed: kind in ('TOP_HOLDER_SHARE', 'PENDING_COVERAGE', 'PENDING_AGE', 'LARGE_MOVEMENT', 'NEWCOMER_MOVEMENT', 'NET_OUTFLOW')";
const CURRENCY = 'CHECK constraint failed: length(currency) = 3';
const ONCE = 'an alert is raised once and cleared once';

export const RISK_REFUSALS: readonly Refusal[] = [
  inserting('risk_thresholds', { kind: 'WEATHER' }, KINDS),
  inserting('risk_thresholds', { currency: 'KE' }, CURRENCY),
  inserting('risk_thresholds', { threshold: -1 }, 'CHECK constraint failed: threshold >= 0'),
  inserting(
    'risk_thresholds',
    { currency: 'KES' },
    'UNIQUE constraint failed: risk_thresholds.kind, risk_thresholds.currency',
  ),
  inserting('risk_alerts', { kind: 'WEATHER' }, KINDS),
  inserting('risk_alerts', { currency: 'KE' }, CURRENCY),
  inserting('risk_alerts', { cleared_at: 0 }, 'CHECK constraint failed: risk_alerts_clear_later'),
  inserting('risk_alerts', { id: 'alert' }, 'UNIQUE constraint failed: risk_alerts.id'),
  inserting(
    'risk_alerts',
    { currency: 'KES' },
    'UNIQUE constraint failed: risk_alerts.kind, risk_alerts.currency',
  ),
  ...[
    "id = 'other'",
    "kind = 'PENDING_AGE'",
    "currency = 'USD'",
    'threshold = threshold + 1',
    "value = '0'",
    'raised_at = raised_at - 1',
  ].map((change) => running(`update risk_alerts set ${change} where id = 'alert'`, ONCE)),
  running("delete from risk_alerts where id = 'alert'", 'alerts are never removed'),
];
