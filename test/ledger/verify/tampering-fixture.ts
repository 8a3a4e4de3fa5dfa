import { v4 } from 'uuid';
import { AccessLog } from '../../../server/identity/access/access-log.js';
import { Suspensions } from '../../../server/identity/users/suspensions.js';
import type { Currency } from '../../../server/ledger/money/currencies.js';
import { Ledger } from '../../../server/ledger/ledger.js';
import { settlementPolicy } from '../../../server/ledger/posting/book/review-terms.js';
import type { SigningKey } from '../../../server/ledger/proof/signing-key.js';
import { verifyBooks, type Problem } from '../../../server/ledger/verify/verify.js';
import { RiskThresholds } from '../../../server/ledger/posting/risk-thresholds.js';
import { batchOf, depositTo, item, transferFrom, withdrawFrom } from '../../support/commands.js';
import { removeGuards } from '../../support/guards.js';
import { TestLedger } from '../../support/ledger.js';
import { failureOf, outcomeOf } from '../../support/outcome.js';
import { checkpointsOf, newSigningKey } from '../../support/proof.js';
import { rawRows } from '../../support/raw-sql.js';
import { columnsOf, tablesOf, type Column } from '../../support/tables.js';
import { insertRows, removeRows } from './tampering-rows.js';

const HOUR_MS = 3_600_000;

export type Value = string | number | null;
export type Row = Readonly<Record<string, Value>>;

/** Books in which every kind of row is there, signed three times, and without anything that refuses damage. */
export class TamperedBooks {
  private constructor(
    readonly ledger: TestLedger,
    readonly key: SigningKey,
  ) {}

  static async open(): Promise<TamperedBooks> {
    const t = await TestLedger.open();
    const key = newSigningKey();
    const checkpoints = checkpointsOf(t, key);
    const review = new Ledger(t.units, t.ids, t.clock, undefined, settlementPolicy('review'));
    const operator = await t.user({ role: 'OPERATOR' });
    const [amina, brian] = [await t.wallet(), await t.wallet()];
    await t.ledger.openWallet({ ownerId: amina.ownerId, name: 'Boat', currency: 'KES' }, 'open');
    const settle = async (operation: 'post' | 'void' | 'reverse', transactionId: string) => {
      t.clock.advance(500);
      const asked = { principalId: operator.id, idempotencyKey: v4(), transactionId, reason: 'As agreed' };
      await review.submit({ operation, ...asked });
    };
    const act = async (operation: 'freeze' | 'unfreeze', walletId: string, idempotencyKey: string | null) => {
      const asked = { principalId: operator.id, idempotencyKey, reason: 'As agreed', ownOnly: false };
      await t.ledger.changeWallet({ operation, walletId, ...asked });
    };
    const setRule = async (currency: Currency, withdrawalsAbove: number | null, key?: string) => {
      t.clock.advance(1_000);
      const change = { currency, withdrawalsAbove, operatorId: operator.id, reason: 'Risk' };
      await t.ledger.setReviewRule(change, key);
    };
    const setThreshold = async (currency: Currency, threshold: number | null, key?: string) => {
      t.clock.advance(1_000);
      const change = {
        kind: 'NET_OUTFLOW',
        currency,
        threshold,
        operatorId: operator.id,
        reason: 'Risk',
      } as const;
      await new RiskThresholds(t.units, t.clock).set(change, key);
    };
    const more = { reference: 'r/1', description: 'Rent', metadata: { b: 1, a: ['ü'] } };

    const first = depositTo(amina, 5_000, more);
    await t.ledger.submit(first);
    await checkpoints.write();
    t.clock.advance(1_000);
    const { transaction } = await t.ledger.submit(transferFrom(amina, { ownerId: brian.ownerId }, 300));
    await settle('reverse', transaction.id);
    await outcomeOf(
      t.ledger.submit(withdrawFrom(brian, 9_999)).then(() => Promise.reject(new Error('Declined'))),
    );
    for (const end of ['post', 'void'] as const) {
      t.clock.advance(1_000);
      await settle(end, (await review.submit(withdrawFrom(amina, 100))).transaction.id);
    }
    await review.submit(withdrawFrom(amina, 70, more));
    await setThreshold('KES', 500, 'threshold');
    await setThreshold('UGX', 9);
    await setThreshold('UGX', null);
    await act('freeze', brian.id, 'freeze');
    await act('unfreeze', brian.id, null);
    const suspensions = new Suspensions(t.units, t.clock);
    for (const operation of ['suspendUser', 'reactivateUser'] as const) {
      await suspensions.change({
        operation,
        actorId: operator.id,
        idempotencyKey: operation === 'suspendUser' ? 'suspend' : null,
        userId: brian.ownerId,
        reason: 'As agreed',
      });
    }
    const accessLog = new AccessLog(t.units, t.clock);
    for (const address of ['a', 'b']) await accessLog.signInFailed(brian.ownerId, 'SUSPENDED', { address });
    await checkpoints.write();
    for (const [currency, above, key] of [
      ['KES', 5],
      ['JPY', 1_000, 'rule'],
      ['USD', 0],
      ['KES', 90_000],
      ['USD', null, 'no-rule'],
    ] as const) {
      await setRule(currency, above, key);
    }
    const some = (...amounts: number[]) =>
      amounts.map((amount) => item(amina, { walletId: brian.id }, amount));
    await t.ledger.submitBatch(batchOf(amina, 'EACH', some(1, 99_999, 2)));
    await t.ledger.submitBatch(batchOf(amina, 'EACH', some(99_998)));
    t.clock.advance(-2_000);
    const whole = batchOf(amina, 'ATOMIC', some(3, 4), { label: 'June' });
    await t.ledger.submitBatch(whole);
    t.clock.advance(5_000);
    // Once more, and once with something else.
    await t.ledger.submit(first);
    for (const items of [some(3, 4), some(5)])
      await t.ledger.submitBatch({ ...whole, items }).catch(failureOf);
    await t.wallet({ currency: 'JPY', balance: 1 });
    await checkpoints.write();

    await removeGuards(t);
    return new TamperedBooks(t, key);
  }

  async problems(): Promise<readonly Problem[]> {
    const { storage, clock } = this.ledger;
    return (await verifyBooks(storage.reader, clock, undefined, { trusted: [this.key] })).problems;
  }

  async rows(table: string): Promise<Row[]> {
    return rawRows<Row>(this.ledger, `select * from ${table}`);
  }

  /** Every table there is. */
  async tables(): Promise<string[]> {
    return tablesOf(this.ledger);
  }

  async columns(table: string): Promise<Column[]> {
    return columnsOf(this.ledger, table);
  }

  /** Puts rows in the place of others, and back again when the work is done. */
  async during<Result>(
    table: string,
    { away = [], instead = [] }: { away?: readonly Row[]; instead?: readonly Row[] },
    work: () => Promise<Result>,
  ): Promise<Result> {
    await removeRows(this.ledger, table, await this.columns(table), away);
    await insertRows(this.ledger, table, instead);
    try {
      return await work();
    } finally {
      await removeRows(this.ledger, table, await this.columns(table), instead);
      await insertRows(this.ledger, table, away);
    }
  }

  /** The row as a problem names it, and the rows that contradict it: each as its table and its key. */
  async namesOf(table: string, row: Row): Promise<string[]> {
    const keys = (await this.columns(table)).filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk);
    const id = keys.map(({ name }) => String(row[name])).join(' ');
    const own = `${table} ${id}`;
    switch (table) {
      case 'wallet_origins':
        return [own, `wallets ${id}`];
      case 'entries':
        // The transaction is the suspect if both of its entries are wrong.
        return [own, `transactions ${String(row.transaction_id)}`];
      case 'transfer_batch_items':
        return [
          own,
          `transfer_batches ${String(row.batch_id)}`,
          ...(await this.#recordsOf('batch_id', String(row.batch_id))),
        ];
      case 'transactions':
        return [own, ...(await this.#recordsOf('transaction_id', id))];
      case 'transfer_batches':
        return [own, ...(await this.#recordsOf('batch_id', id))];
      case 'volume_hours': {
        const hour = new Date(Math.floor(Number(row.hour_start) / HOUR_MS) * HOUR_MS);
        return [`${table} ${hour.toISOString()} ${String(row.currency)} ${String(row.type)}`];
      }
      default:
        return [own];
    }
  }

  async #recordsOf(column: string, id: string): Promise<string[]> {
    const rows = await rawRows<{ principal_id: string; key: string }>(
      this.ledger,
      `select principal_id, key from idempotency_records where ${column} = ?`,
      [id],
    );
    return rows.map((row) => `idempotency_records ${row.principal_id} ${row.key}`);
  }
}
