import { firstIdAt, momentOf } from '../../../server/ledger/database/settled.js';
import { settlementPolicy } from '../../../server/ledger/posting/book/review-terms.js';
import type { Transaction } from '../../../server/ledger/model/transaction.js';
import { marksOfLastVerification, recordVerification } from '../../../server/ledger/verify/verifications.js';
import { verifyBooks } from '../../../server/ledger/verify/verify.js';
import {
  batchOf,
  changing,
  depositTo,
  item,
  settling,
  transferFrom,
  withdrawFrom,
} from '../../support/commands.js';
import { removeTriggers } from '../../support/guards.js';
import { TestLedger, type OwnedWallet } from '../../support/ledger.js';
import { checkpointsOf, newSigningKey } from '../../support/proof.js';
import { rawRows } from '../../support/raw-sql.js';

/** Ids of the last ten seconds before a mark are looked at again. */
const MINUTE_MS = 60_000;

/** Ids of the objects that each act on the books has made or changed. */
export interface Done {
  readonly transfer: Transaction;
  readonly pending: Transaction;
  readonly voided: Transaction;
  readonly batchId: string;
  readonly checkpoint: number;
  readonly event: number;
  readonly frozen: string;
}

/** Two people with money, and one whose wallet nobody touches; nothing refuses damage. */
export class WatchedBooks {
  readonly key = newSigningKey();

  private constructor(
    public t: TestLedger,
    readonly operator: string,
    readonly amina: OwnedWallet,
    readonly brian: OwnedWallet,
    readonly idle: OwnedWallet,
  ) {}

  static async open(): Promise<WatchedBooks> {
    const t = await TestLedger.open();
    const { id: operator } = await t.user({ role: 'OPERATOR' });
    const [amina, brian] = [await t.wallet({ balance: 5_000 }), await t.wallet({ balance: 70 })];
    const books = new WatchedBooks(
      t,
      operator,
      amina,
      brian,
      await t.wallet({ currency: 'JPY', balance: 3 }),
    );
    await removeTriggers(t, { except: 'wallets_keep_their_origin' });
    return books;
  }

  /** One of each kind of thing that there is to look at. */
  async act(): Promise<Done> {
    const { t, operator, amina, brian } = this;
    const inReview = await t.twin(settlementPolicy('review'));
    const waiting = async () => (await inReview.ledger.submit(withdrawFrom(brian, 1))).transaction;
    const { transaction: transfer } = await t.ledger.submit(transferFrom(amina, { walletId: brian.id }, 10));
    const [pending, voided] = [await waiting(), await waiting()];
    await t.ledger.submit(settling('void', voided, operator));
    const frozen = (await t.wallet()).id;
    await t.ledger.changeWallet(changing('freeze', { id: frozen }, operator));
    const { batch } = await t.ledger.submitBatch(
      batchOf(amina, 'EACH', [item(amina, { walletId: brian.id }, 1)]),
    );
    await checkpointsOf(t, this.key).write();
    const [last] = await rawRows<{ checkpoint: number; event: number }>(
      t,
      `select (select max(number) from checkpoints) as checkpoint, (select max(sequence) from audit_events) as event`,
    );
    await inReview.close();
    return { transfer, pending, voided, batchId: batch.id, frozen, ...{ checkpoint: 0, event: 0 }, ...last };
  }

  async pass(milliseconds = MINUTE_MS): Promise<void> {
    this.t.clock.advance(milliseconds);
    // On PostgreSQL ids come by the clock of the database, which passes no faster for a test.
    const [newest] = await rawRows<{ id: string }>(this.t, 'select max(id) as id from entries');
    this.t.ids.continueAfter(firstIdAt(momentOf(newest?.id ?? '') + milliseconds));
    await this.t.ledger.submit(depositTo(this.brian, 1));
    this.t.clock.advance(milliseconds);
  }

  async verify(incremental: boolean): Promise<string[]> {
    const { storage, clock } = this.t;
    const since = incremental ? await marksOfLastVerification(storage.reader) : undefined;
    const { kind, problems } = await verifyBooks(storage.reader, clock, 2, { since, trusted: [this.key] });
    return [kind, ...problems.map(({ code, subject }) => `${code} ${String(subject.id)}`)];
  }

  /** Verifies and stores the result as `nissmart verify` does. */
  async record(): Promise<void> {
    const { storage, clock, units } = this.t;
    const since = await marksOfLastVerification(storage.reader);
    await recordVerification(
      units,
      await verifyBooks(storage.reader, clock, undefined, { since, trusted: [this.key] }),
    );
  }
}
