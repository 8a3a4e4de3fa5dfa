import type { StatementEntryFields } from './statement-entry.fragment';
import type { StatementQuery } from './statement.query';
import type { ResultOf } from '../shared/graphql/tada';
import { isDay, monthOf, spanOf, today, type DayRange, type Span } from '../shared/time/days';
import type { Amount } from '../shared/money/money';
import { TIME_ZONE } from '../shared/time/zone';
import { kindOf } from '../shared/ledger/transaction-types';

/** The period in the URL of a statement: days in the reader's time zone, the last one included. */
export const PERIOD_DEFAULTS = { from: '', to: '' };

export const PERIODS = {
  'this-month': 'This month',
  'last-month': 'Last month',
  'this-year': 'This year',
} as const;
export type Period = keyof typeof PERIODS;

export type StatementHead = Omit<ResultOf<typeof StatementQuery>['statement'], 'entries'>;
export type StatementEntry = ResultOf<typeof StatementEntryFields>;

export interface StatementRow {
  readonly id: string;
  readonly at: string;
  readonly title: string;
  /** The description and reference of the transaction. */
  readonly notes: string;
  readonly amount: Amount;
  readonly balanceAfter: Amount;
}

/** Returns the days of a period, up to today. */
export function periodRange(period: Period, now: Date): DayRange {
  const to = today(now);
  if (period === 'last-month') return monthOf(to, -1);
  return { from: period === 'this-month' ? monthOf(to, 0).from : `${to.slice(0, 4)}-01-01`, to };
}

/** Returns the days in the URL; this month when there are none, or impossible ones. */
export function rangeOf({ from, to }: typeof PERIOD_DEFAULTS, now: Date): DayRange {
  return isDay(from) && isDay(to) && from <= to ? { from, to } : periodRange('this-month', now);
}

/**
 * The moments that a statement is asked for. It ends now when its last day is not over: so what is booked while it is being
 * read is not in it, and the file that is saved says what the page says.
 */
export function statementSpanOf(range: DayRange, now: Date): Span {
  const { from, to } = spanOf(range);
  const present = now.toISOString();
  return { from, to: from < present && present < to ? present : to };
}

/** Returns the address of the statement as a CSV file, with all of its entries. */
export function statementFile({ wallet, from, to }: Pick<StatementHead, 'wallet' | 'from' | 'to'>): string {
  return `/api/wallets/${wallet.id}/statement.csv?${new URLSearchParams({ from, to, timeZone: TIME_ZONE }).toString()}`;
}

export function statementRow(
  { id, createdAt, amount, balanceAfter, transaction }: StatementEntry,
  wallet: StatementHead['wallet'],
): StatementRow {
  const { type, description, reference } = transaction;
  const name = counterpartyOf(transaction, wallet);
  const towards = amount.minorUnits.startsWith('-') ? 'To' : 'From';
  const kind = kindOf(type);
  const title = kind.title === null ? `${towards} ${name}` : [kind.name, name].filter(Boolean).join(', ');
  return {
    id,
    at: createdAt,
    title,
    notes: [description, reference].filter((note) => note !== null).join(' · '),
    amount,
    balanceAfter,
  };
}

/** Names the other side: a person, or the owner's own other wallet. System wallets have no name for savers. */
function counterpartyOf(
  { source, destination }: StatementEntry['transaction'],
  wallet: StatementHead['wallet'],
): string {
  const { kind, name, ownerName, wallet: other } = source.walletId === wallet.id ? destination : source;
  if (kind !== 'CUSTOMER') return '';
  return other?.owner?.id === wallet.owner?.id ? name : (ownerName ?? name);
}
