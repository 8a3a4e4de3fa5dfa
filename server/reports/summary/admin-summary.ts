import type { EntityManager } from '@mikro-orm/core';
import type { Currency } from '../../ledger/money/currencies.js';
import type { Clock } from '../../ledger/model/clock.js';
import { resolveRange, type AdminSummaryInput } from '../shared/range.js';
import { RiskReading } from '../risk/risk-reading.js';
import { SummaryReading } from './summary-reading.js';
import type { AdminSummary } from '../shared/summary.js';
import { parseTimeZone } from '../shared/time-zone.js';

/** What operations want to know about the ledger. Reads only, and it never waits for the writer. */
export class AdminReports {
  constructor(
    private readonly reader: EntityManager,
    private readonly clock: Clock,
  ) {}

  /**
   * Fixes the range and reads nothing yet: for callers that want some of the parts.
   *
   * @throws LedgerError BAD_USER_INPUT when `from` is not before `to`.
   */
  open(input: AdminSummaryInput = {}): SummaryReading {
    const asOf = this.clock.now();
    return new SummaryReading(this.reader, asOf, resolveRange(input, asOf));
  }

  /**
   * Risk and liquidity now. Reads nothing yet.
   *
   * @param timeZone A name of IANA's; UTC when left out.
   * @throws LedgerError BAD_USER_INPUT when the zone is not known.
   */
  openRisk(currency: Currency | null, timeZone?: string | null): RiskReading {
    return new RiskReading(this.reader, this.clock.now(), currency, parseTimeZone(timeZone));
  }

  /**
   * All parts, from one snapshot of the database.
   *
   * @throws LedgerError BAD_USER_INPUT when `from` is not before `to`, or when the range has too many buckets.
   */
  async summary(input: AdminSummaryInput = {}): Promise<AdminSummary> {
    const reading = this.open(input);
    const [users, wallets, positions, volumes, series, pending, declines, integrity] = await Promise.all([
      reading.users(),
      reading.wallets(),
      reading.positions(),
      reading.volumes(),
      reading.series(),
      reading.pending(),
      reading.declines(),
      reading.integrity(),
    ]);
    const { asOf, range } = reading;
    return { asOf, range, users, wallets, positions, volumes, series, pending, declines, integrity };
  }
}
