import { parse } from 'csv-parse/sync';
import type { EntryRow, TransactionRow } from '../../support/book-rows.js';
import { compareText, iso, sidesOf, type Facts, type Viewer } from './facts.js';
import { statementEntries } from './history.js';
import { decimal } from './money.js';
import { UTC } from './time.js';
import { entryMatches, transactionsFor, type EntryFilter, type TransactionFilter } from './transactions.js';
import { isoInZone } from './zone.js';

/** One line of an export. */
export type Line = Readonly<Record<string, string | number | null>>;

interface Dated {
  readonly id: string;
  readonly created_at: number;
}

/** Oldest first, and only what comes after the line with an id. */
function inOrder<Row extends Dated>(
  rows: readonly Row[],
  all: readonly Dated[],
  after: string | undefined,
): Row[] {
  const last = all.find(({ id }) => id === after);
  return rows.filter((row) => last === undefined || byAge(row, last) > 0).sort(byAge);
}

function byAge(a: Dated, b: Dated): number {
  return a.created_at - b.created_at || compareText(a.id, b.id);
}

/** Every transaction that the filter of the list finds. */
export function transactionLines(
  facts: Facts,
  viewer: Viewer,
  filter: TransactionFilter,
  after: string | undefined,
): Line[] {
  const rows = inOrder(transactionsFor(facts, viewer, filter), facts.tables.transactions, after);
  return rows.map((row) => lineOfTransaction(facts, row));
}

function lineOfTransaction(facts: Facts, row: TransactionRow): Line {
  const [source, destination] = [facts.wallet(row.source_wallet_id), facts.wallet(row.destination_wallet_id)];
  return {
    id: row.id,
    type: row.type,
    status: row.status,
    amount: decimal(row.amount, row.currency),
    currency: row.currency,
    minorUnits: String(row.amount),
    sourceWalletId: source.id,
    sourceKind: source.kind,
    sourceOwnerId: source.owner_id,
    destinationWalletId: destination.id,
    destinationKind: destination.kind,
    destinationOwnerId: destination.owner_id,
    initiatedById: row.initiated_by_id,
    reference: row.reference,
    description: row.description,
    createdAt: iso(row.created_at),
    postedAt: iso(row.posted_at),
    voidedAt: iso(row.voided_at),
    expiresAt: iso(row.expires_at),
    reversalOfId: row.reversal_of_id,
  };
}

export interface EntryExportFilter extends EntryFilter {
  readonly walletId?: string | undefined;
  readonly ownerId?: string | undefined;
  readonly currency?: string | undefined;
}

/** Every entry of all wallets that the filter finds. */
export function entryLines(facts: Facts, filter: EntryExportFilter, after: string | undefined): Line[] {
  const { walletId, ownerId, currency, ...own } = filter;
  const rows = facts.tables.entries.filter((entry) => {
    const wallet = facts.wallet(entry.wallet_id);
    return (
      (walletId === undefined || wallet.id === walletId) &&
      (ownerId === undefined || wallet.owner_id === ownerId) &&
      (currency === undefined || wallet.currency === currency) &&
      entryMatches(facts, entry, own)
    );
  });
  return inOrder(rows, facts.tables.entries, after).map((entry) => {
    const { kind, owner_id: ownerId } = facts.wallet(entry.wallet_id);
    return { ...lineOfEntry(facts, entry), walletId: entry.wallet_id, walletKind: kind, ownerId };
  });
}

function lineOfEntry(facts: Facts, entry: EntryRow): Line {
  const { currency } = facts.wallet(entry.wallet_id);
  const transaction = facts.transaction(entry.transaction_id);
  return {
    id: entry.id,
    sequence: entry.sequence,
    transactionId: transaction.id,
    type: transaction.type,
    amount: decimal(entry.amount, currency),
    balanceAfter: decimal(entry.balance_after, currency),
    currency,
    minorUnits: String(entry.amount),
    balanceAfterMinorUnits: String(entry.balance_after),
    createdAt: iso(entry.created_at),
    reference: transaction.reference,
    description: transaction.description,
  };
}

/** A wallet's own statement, with the person at the other side, or the wallet where it is one of the owner's own. */
export function statementLines(
  facts: Facts,
  walletId: string,
  {
    from,
    to,
    timeZone = UTC,
  }: { readonly from: number; readonly to: number; readonly timeZone?: string | undefined },
): Line[] {
  return statementEntries(facts, walletId, from, to).map((entry) => {
    const sides = sidesOf(facts.transaction(entry.transaction_id));
    const other = facts.wallet(sides.find((id) => id !== walletId) ?? walletId);
    const isOwn = other.owner_id === facts.wallet(walletId).owner_id;
    const person = facts.ownerOf(other.id)?.display_name ?? null;
    return {
      ...lineOfEntry(facts, entry),
      createdAt: isoInZone(entry.created_at, timeZone),
      counterparty: other.kind === 'CUSTOMER' && isOwn ? other.name : person,
    };
  });
}

/** Columns with people's own texts: in CSV they begin with an apostrophe where a spreadsheet would run them as a formula. */
const TEXTS = new Set(['reference', 'description', 'counterparty']);
const FORMULA = /^(?:[\t\r\n]|\s*[=+\-@])/;

/** Converts a line to CSV's values: everything is text, and null is empty text. */
export function inCsv(line: Line): Line {
  return Object.fromEntries(
    Object.entries(line).map(([name, value]) => {
      const text = value === null ? '' : String(value);
      return [name, TEXTS.has(name) && FORMULA.test(text) ? `'${text}` : text];
    }),
  );
}

/** The lines of a file as a reader of RFC 4180 finds them, by the names in its first one. */
export function readCsv(file: string): unknown[] {
  return parse(file, { bom: true, columns: true });
}

export function readNdjson(file: string): unknown[] {
  return file
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as unknown);
}
