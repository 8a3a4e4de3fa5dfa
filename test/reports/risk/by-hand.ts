const DAY_MS = 24 * 3_600_000;

export interface RawWallet {
  readonly id: string;
  readonly owner_id: string | null;
  readonly kind: string;
  readonly currency: string;
  readonly posted: number;
}

export interface RawTransaction {
  readonly id: string;
  readonly type: string;
  readonly status: string;
  readonly amount: number;
  readonly currency: string;
  readonly source_wallet_id: string;
  readonly destination_wallet_id: string;
  readonly created_at: number;
  readonly posted_at: number | null;
}

type OwnerOf = (walletId: string) => string | null;

export interface Side {
  readonly id: string;
  readonly at: number;
  readonly amount: number;
  readonly owner: string;
  readonly direction: string;
}

/** The two customers of a movement, unless they are one. */
export function sidesOf(row: RawTransaction, ownerOf: OwnerOf): Side[] {
  const at = row.posted_at ?? (row.status === 'PENDING' ? row.created_at : null);
  const [payer, payee] = [ownerOf(row.source_wallet_id), ownerOf(row.destination_wallet_id)];
  if (at === null || row.type === 'REVERSAL' || payer === payee) return [];
  const { id, amount } = row;
  return [
    ...(payer === null ? [] : [{ id, at, amount, owner: payer, direction: 'OUT' }]),
    ...(payee === null ? [] : [{ id, at, amount, owner: payee, direction: 'IN' }]),
  ];
}

/** Names what is unusual about a side; nothing for most. */
export function judged(side: Side, own: readonly RawTransaction[], ownerOf: OwnerOf, now: number): string[] {
  const pending = own.find(({ id }) => id === side.id)?.status === 'PENDING';
  if (!pending && side.at < now - 7 * DAY_MS) return [];
  const history = own
    .filter(({ status }) => status === 'POSTED')
    .flatMap((row) => sidesOf(row, ownerOf))
    .filter((other) => other.owner === side.owner && other.direction === side.direction)
    .filter((other) => other.at < side.at && other.at >= side.at - 90 * DAY_MS)
    .map(({ amount }) => amount)
    .sort((a, b) => a - b);
  if (history.length < 5) return [];
  const median = history[Math.ceil(history.length * 0.5) - 1] ?? 0;
  const ninth = history[Math.ceil((history.length * 90) / 100) - 1] ?? 0;
  if (side.amount < 5 * median || side.amount <= ninth) return [];
  return [`${side.id} ${side.direction} ${String(median)} ${String(history.length)}`];
}
