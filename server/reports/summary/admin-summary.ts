import type { EntityManager } from '@mikro-orm/core';
import type { Currency } from '../../ledger/money/currencies.js';
import type { Clock } from '../../ledger/model/clock.js';
import { resolveRange, type AdminSummaryInput } from '../shared/range.js';
import { RiskReading } from '../risk/risk-reading.js';
import { SummaryReading } from './summary-reading.js';
import type { AdminSummary } from '../shared/summary.js';
import { parseTimeZone } from '../shared/time-zone.js';

/** Reports on the ledger for operations. It only reads, and never waits for the writer. */
export class AdminReports {
  constructor(
    private readonly reader: EntityManager,
    private readonly clock: Clock,
  ) {}

  /**
   * Fixes the range without reading, for callers that need only some of the parts.
   *
   * @throws LedgerError BAD_USER_INPUT when `from` is not before `to`.
   */
  open(input: AdminSummaryInput = {}): SummaryReading {
    const asOf = this.clock.now();
    return new SummaryReading(this.reader, asOf, resolveRange(input, asOf));
  }

  /**
   * Returns a reading of risk and liquidity as of now, which reads nothing yet.
   *
   * @param timeZone IANA name; UTC when left out.
   * @throws LedgerError BAD_USER_INPUT when the zone is not known.
   */
  openRisk(currency: Currency | null, timeZone?: string | null): RiskReading {
    return new RiskReading(this.reader, this.clock.now(), currency, parseTimeZone(timeZone));
  }

  /**
   * Reads all parts from one snapshot of the database.
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
