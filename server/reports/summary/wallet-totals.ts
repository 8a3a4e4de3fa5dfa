import type { Currency } from '../../ledger/money/currencies.js';
import { exactSum, readSum } from '../../ledger/money/exact-sum.js';
import type { Snapshot } from '../../ledger/database/snapshot.js';
import type { WalletKind, WalletStatus } from '../../ledger/model/wallet.js';
import { OnceASnapshot } from '../shared/once-a-snapshot.js';
import type { CurrencyPosition, WalletCounts } from '../shared/summary.js';

/** Totals of the wallets of one currency, kind and status, in minor units. */
export interface WalletTotal {
  readonly currency: Currency;
  readonly kind: WalletKind;
  readonly status: WalletStatus;
  readonly wallets: number;
  readonly posted: bigint;
  readonly held: bigint;
}

const READ = new OnceASnapshot<WalletTotal[]>();

/** Totals all wallets in one pass for each snapshot, for wallet counts, positions, customer funds and the trial balance. */
export async function walletTotals(snapshot: Snapshot): Promise<WalletTotal[]> {
  return READ.get(snapshot, '', async () => readTotals(snapshot));
}

async function readTotals(snapshot: Snapshot): Promise<WalletTotal[]> {
  const rows = await snapshot.rows<
    Pick<WalletTotal, 'currency' | 'kind' | 'status'> & { wallets: number | string }
  >(
    `select currency, kind, status, count(*) as wallets, ${exactSum('posted', 'posted')}, ${exactSum('held', 'held')}
    from wallets group by currency, kind, status`,
  );
  return rows.map((row) => ({
    currency: row.currency,
    kind: row.kind,
    status: row.status,
    wallets: Number(row.wallets),
    posted: readSum(row, 'posted'),
    held: readSum(row, 'held'),
  }));
}

/** Counts the wallets of customers, in all currencies when none is given. */
export function walletCounts(totals: readonly WalletTotal[], currency: Currency | null): WalletCounts {
  const customers = totals.filter(
    (total) => total.kind === 'CUSTOMER' && (currency === null || total.currency === currency),
  );
  const count = (status?: WalletStatus): number =>
    customers.reduce(
      (sum, total) => (status === undefined || total.status === status ? sum + total.wallets : sum),
      0,
    );
  return { total: count(), active: count('ACTIVE'), frozen: count('FROZEN'), closed: count('CLOSED') };
}

/** Computes the position of every currency that has a wallet, in alphabetical order, or of the given one. */
export function positions(totals: readonly WalletTotal[], currency: Currency | null): CurrencyPosition[] {
  const byCurrency = Map.groupBy(totals, (total) => total.currency);
  return [...byCurrency.keys()]
    .filter((code) => currency === null || code === currency)
    .sort()
    .map((code) => position(byCurrency.get(code) ?? [], code));
}

/** Tells if the wallets of every currency add up to zero. */
export function isBalanced(totals: readonly WalletTotal[]): boolean {
  return positions(totals, null).every(({ trialBalance }) => trialBalance.minorUnits === 0n);
}

function position(totals: readonly WalletTotal[], currency: Currency): CurrencyPosition {
  const sum = (figure: 'posted' | 'held', kind?: WalletKind): bigint =>
    totals.reduce(
      (total, each) => (kind === undefined || each.kind === kind ? total + each[figure] : total),
      0n,
    );
  const money = (minorUnits: bigint) => ({ minorUnits, currency });
  return {
    currency,
    customerPosted: money(sum('posted', 'CUSTOMER')),
    customerAvailable: money(sum('posted', 'CUSTOMER') - sum('held', 'CUSTOMER')),
    held: money(sum('held', 'CUSTOMER')),
    treasury: money(sum('posted', 'TREASURY')),
    escrow: money(sum('posted', 'ESCROW')),
    trialBalance: money(sum('posted')),
  };
}
