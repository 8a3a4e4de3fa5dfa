import type { EntryRow, TransactionRow, WalletRow } from '../../support/book-rows.js';
import type { Tables, UserRow } from './rows.js';

/** The user who asks. */
export interface Viewer {
  readonly id: string;
  readonly role: string;
}

/** Analysts and operators see what everybody does; a customer only what is their own. */
export function isStaff({ role }: Viewer): boolean {
  return role === 'ANALYST' || role === 'OPERATOR';
}

/** The tables of one ledger at one moment, and what is looked up in them by id. */
export class Facts {
  readonly #wallets: ReadonlyMap<string, WalletRow>;
  readonly #users: ReadonlyMap<string, UserRow>;
  readonly #transactions: ReadonlyMap<string, TransactionRow>;
  readonly #entriesOfTransaction: ReadonlyMap<string, readonly EntryRow[]>;
  readonly #entriesOfWallet: ReadonlyMap<string, readonly EntryRow[]>;

  constructor(
    readonly tables: Tables,
    /** In milliseconds since 1970. */
    readonly now: number,
  ) {
    this.#wallets = new Map(tables.wallets.map((row) => [row.id, row]));
    this.#users = new Map(tables.users.map((row) => [row.id, row]));
    this.#transactions = new Map(tables.transactions.map((row) => [row.id, row]));
    this.#entriesOfTransaction = Map.groupBy(tables.entries, (row) => row.transaction_id);
    this.#entriesOfWallet = Map.groupBy(
      [...tables.entries].sort((a, b) => a.sequence - b.sequence),
      (row) => row.wallet_id,
    );
  }

  wallet(id: string): WalletRow {
    return required(this.#wallets.get(id), `wallet ${id}`);
  }

  user(id: string): UserRow {
    return required(this.#users.get(id), `user ${id}`);
  }

  transaction(id: string): TransactionRow {
    return required(this.#transactions.get(id), `transaction ${id}`);
  }

  /** Undefined for the treasury and the escrow of a currency. */
  ownerOf(walletId: string): UserRow | undefined {
    const { owner_id: id } = this.wallet(walletId);
    return id === null ? undefined : this.user(id);
  }

  /** A customer sees their own wallets, staff all of them. */
  maySeeWallet(viewer: Viewer, walletId: string): boolean {
    return isStaff(viewer) || this.wallet(walletId).owner_id === viewer.id;
  }

  entriesOfTransaction(id: string): readonly EntryRow[] {
    return this.#entriesOfTransaction.get(id) ?? [];
  }

  /** Oldest first, by their sequence. */
  entriesOfWallet(id: string): readonly EntryRow[] {
    return this.#entriesOfWallet.get(id) ?? [];
  }
}

/** Source and destination. */
export function sidesOf({ source_wallet_id: source, destination_wallet_id: destination }: TransactionRow) {
  return [source, destination];
}

function required<Row>(row: Row | undefined, what: string): Row {
  if (row === undefined) throw new Error(`The tables have no ${what}`);
  return row;
}

export function iso(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}

export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
