import { chained, digestOfTransaction } from '../server/ledger/chain/chain.js';
import { fingerprintOf } from '../server/ledger/idempotency/idempotency.js';
import { IdGenerator } from '../server/ledger/model/ids.js';
import { randomTransfer, type Account } from './bank.js';

export type Value = string | number | null;
export type Row = readonly Value[];

/** The columns that the ledger writes for a transfer, in the order of the rows below. */
export const INSERTS = {
  transactions:
    'id, type, status, amount, currency, source_wallet_id, destination_wallet_id, initiated_by_id, reference, ' +
    'description, metadata, created_at, posted_at, reversal_of_id',
  entries: 'id, wallet_id, sequence, transaction_id, amount, balance_after, created_at, hash',
  idempotency_records:
    'principal_id, key, operation, fingerprint, transaction_id, wallet_id, rejection_code, rejection_message, ' +
    'rejection_details, created_at',
} as const;

/** One transfer as rows: made before the clock starts, so that the floor is writing and nothing else. */
export interface TransferRows {
  readonly transaction: Row;
  readonly entries: readonly [Row, Row];
  readonly record: Row;
  /** `posted`, `sequence`, `chain_head`, `id`: the wallets as this transfer leaves them. */
  readonly wallets: readonly [Row, Row];
}

export interface Balance {
  posted: number;
  sequence: number;
  chainHead: string;
}

/** Makes the rows of random transfers that follow each other; it keeps the balances in memory. */
export class RowMaker {
  readonly #ids = new IdGenerator();

  constructor(
    private readonly accounts: readonly Account[],
    private readonly balances: ReadonlyMap<string, Balance>,
  ) {}

  next(): TransferRows {
    const { principalId, idempotencyKey, ...asked } = randomTransfer(this.accounts);
    if (!('walletId' in asked.to)) throw new TypeError('The floor writes transfers between wallets');
    const { operation, amount, currency, reference, description, fromWalletId, to } = asked;
    const now = new Date();
    const at = now.getTime();
    const id = this.#ids.next(now);
    const said = digestOfTransaction({
      amount: String(amount),
      createdAt: now.toISOString(),
      currency,
      description,
      destinationWalletId: to.walletId,
      id,
      initiatedById: principalId,
      metadata: null,
      reference,
      reversalOfId: null,
      sourceWalletId: fromWalletId,
      type: 'TRANSFER',
      v: 1,
    });
    const source = this.#move(fromWalletId, -amount, id, said, now);
    const destination = this.#move(to.walletId, amount, id, said, now);
    return {
      transaction: [
        ...[id, 'TRANSFER', 'POSTED', amount, currency, fromWalletId, to.walletId, principalId],
        ...[reference, description, null, at, at, null],
      ],
      entries: [source.entry, destination.entry],
      record: [principalId, idempotencyKey, operation, fingerprintOf(asked), id, null, null, null, null, at],
      wallets: [source.wallet, destination.wallet],
    };
  }

  #move(
    walletId: string,
    amount: number,
    transactionId: string,
    transactionDigest: string,
    createdAt: Date,
  ): { entry: Row; wallet: Row } {
    const balance = this.balances.get(walletId);
    if (!balance) throw new TypeError('A wallet has no balance to start from');
    balance.posted += amount;
    balance.sequence += 1;
    const { posted, sequence } = balance;
    const made = { id: this.#ids.next(createdAt), walletId, sequence, transactionId, amount, createdAt };
    const { hash } = chained(
      { ...made, balanceAfter: posted },
      { ...balance, currency: 'KES' },
      transactionDigest,
    );
    balance.chainHead = hash;
    return {
      entry: [made.id, walletId, sequence, transactionId, amount, posted, createdAt.getTime(), hash],
      wallet: [posted, sequence, hash, walletId],
    };
  }
}
