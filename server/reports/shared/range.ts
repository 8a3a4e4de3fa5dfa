import type { Currency } from '../../ledger/money/currencies.js';
import { LedgerError } from '../../ledger/errors.js';
import type { Bucket } from './buckets.js';
import type { Span } from './span.js';
import { parseTimeZone } from './time-zone.js';

/** Input of a report; every field has a default. */
export interface AdminSummaryInput {
  /** The first moment of the range; 30 days before `to` when left out. */
  readonly from?: Date | null | undefined;
  /** End of the range, exclusive; right after the present millisecond when left out. */
  readonly to?: Date | null | undefined;
  /** Narrows everything that has a currency: wallets, positions, volumes, series and pending. */
  readonly currency?: Currency | null | undefined;
  /** Bucket of the series; DAY when left out. */
  readonly bucket?: Bucket | null | undefined;
  /** IANA name of the time zone of the buckets; UTC when left out. */
  readonly timeZone?: string | null | undefined;
}

/** Range of a report, with all defaults filled in. */
export interface ReportRange {
  readonly from: Date;
  readonly to: Date;
  readonly bucket: Bucket;
  readonly timeZone: string;
  readonly currency: Currency | null;
}

const DEFAULT_LENGTH_MS = 30 * 24 * 3_600_000;

/**
 * Fills in the defaults. The default end lies one millisecond after now, because a range excludes its end and
 * transactions of this millisecond count.
 *
 * @throws LedgerError BAD_USER_INPUT unless `from` is before `to` and both are moments, and the zone is known.
 */
export function resolveRange(input: AdminSummaryInput, now: Date): ReportRange {
  const to = input.to ?? new Date(now.getTime() + 1);
  const from = input.from ?? new Date(to.getTime() - DEFAULT_LENGTH_MS);
  assertRange(from, to);
  return {
    from,
    to,
    bucket: input.bucket ?? 'DAY',
    timeZone: parseTimeZone(input.timeZone),
    currency: input.currency ?? null,
  };
}

/** @throws LedgerError BAD_USER_INPUT unless `from` is before `to` and both are moments. */
export function assertRange(from: Date, to: Date): void {
  for (const [field, moment] of Object.entries({ from, to })) {
    if (Number.isNaN(moment.getTime())) {
      throw new LedgerError('BAD_USER_INPUT', `"${field}" is not a moment`, { field });
    }
  }
  if (from >= to) {
    throw new LedgerError('BAD_USER_INPUT', '"from" must be before "to"', {
      from: from.toISOString(),
      to: to.toISOString(),
    });
  }
}

export function spanOf(range: Pick<ReportRange, 'from' | 'to'>): Span {
  return { from: range.from.getTime(), to: range.to.getTime() };
}

/** Returns the span of equal length right before. */
export function spanBefore({ from, to }: Span): Span {
  return { from: from - (to - from), to: from };
}
