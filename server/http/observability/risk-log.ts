import type { FastifyBaseLogger } from 'fastify';
import { decimalOf, digitsOf } from '../../ledger/model/risk-threshold.js';
import type { RiskAlert } from '../../reports/risk/alert.js';
import type { AlertChanges } from '../../reports/risk/alerts.js';

/** Logs once that a threshold is passed, and once that it is no longer. */
export function riskLog(log: Pick<FastifyBaseLogger, 'info' | 'warn'>): (changes: AlertChanges) => void {
  return ({ raised, cleared }) => {
    for (const alert of raised) log.warn(inWords(alert), 'a risk threshold is passed');
    for (const alert of cleared) log.info(inWords(alert), 'a risk threshold is no longer passed');
  };
}

function inWords({ kind, currency, threshold, value, raisedAt }: RiskAlert): object {
  const digits = digitsOf(kind, currency);
  return {
    ...{ kind, currency, raisedAt },
    threshold: decimalOf(BigInt(threshold), digits),
    raisedBy: decimalOf(BigInt(value), digits),
  };
}
