import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EntityManager } from '@mikro-orm/core';
import { CommandQueue, type Waiting } from './posting/command-queue.js';
import { runCommands } from './posting/group-commit.js';
import { contentDigestOf } from './idempotency/batch-content.js';
import type { BatchReport } from './posting/batch-report.js';
import { closeWallets, type WalletClosing } from './posting/close-wallets.js';
import { abandonment, patientCaller, type Caller } from './model/caller.js';
import type { Clock } from './model/clock.js';
import {
  isSentOnce,
  requestOf,
  type BatchCommand,
  type Command,
  type MoneyCommand,
  type Queued,
  type TransactionCommand,
  type WalletCommand,
} from './model/command.js';
import { accept } from './posting/accepted.js';
import { LedgerError } from './errors.js';
import { claimOf } from './idempotency/idempotency.js';
import { once } from './idempotency/once.js';
import type { IdGenerator } from './model/ids.js';
import { assertMayAct, noBarredUsers, type FindBarredUsers } from './posting/barred-users.js';
import { openingOfWallet, type NewWallet } from './posting/open-wallet.js';
import { changeOwn, type OwnEffect, type OwnWork } from './posting/change-own.js';
import { previewCommand, type Preview } from './posting/preview.js';
import type {
  TransferBatchOutcome,
  Outcome,
  SuccessfulOutcome,
  ReviewRuleOutcome,
  TransactionOutcome,
  WalletOutcome,
} from './model/outcome.js';
import { WriteSlots } from './posting/write-slots.js';
import { settingOfReviewRule, type ReviewRuleChange } from './posting/set-review-rule.js';
import { settlementPolicy, type SettlementPolicy } from './posting/book/review-terms.js';
import { unavailable } from './database/failures.js';
import type { UnitsOfWork } from './database/unit-of-work.js';

export type { BatchReport } from './posting/batch-report.js';

/**
 * The product: takes commands and answers each once it is stored for good, or was refused, or had been stored before.
 *
 * Commands that arrive while a batch is being written share the next one, and with it a single disk flush.
 */
export class Ledger {
  readonly #queue = new CommandQueue();
  readonly #slots = new WriteSlots();
  #draining: Promise<void> | undefined;
  #closed = false;

  constructor(
    private readonly units: UnitsOfWork,
    private readonly ids: IdGenerator,
    private readonly clock: Clock,
    private readonly onBatch: (report: BatchReport) => void = () => undefined,
    readonly policy: SettlementPolicy = settlementPolicy('instant'),
    private readonly findBarredUsers: FindBarredUsers = noBarredUsers,
  ) {}

  /** Commands that wait for a unit of work. */
  get queueLength(): number {
    return this.#queue.length;
  }

  /**
   * Moves money, or settles a pending transaction; once for its key.
   *
   * @param caller Once it has gone, a command that has not begun is dropped. So it is with other commands.
   * @throws LedgerError whose code is one of the contract's; a Rejection is pinned to the key.
   */
  async submit(command: TransactionCommand, caller = patientCaller): Promise<TransactionOutcome> {
    const outcome = await this.#enqueue(command, caller);
    if ('transaction' in outcome) return outcome;
    throw unexpected(command);
  }

  /** Freezes, unfreezes or closes a wallet; with a key, once for that key. @throws LedgerError as `submit` */
  async changeWallet(command: WalletCommand, caller = patientCaller): Promise<WalletOutcome> {
    const outcome = await this.#enqueue(command, caller);
    if ('wallet' in outcome) return outcome;
    throw unexpected(command);
  }

  /** Closes wallets in a unit of work of the caller's, which has to fail when this does. @throws LedgerError as `submit` */
  async closeWallets(em: EntityManager, closing: WalletClosing): Promise<void> {
    this.#assertOpen();
    await closeWallets(em, closing, this.clock.now(), this.ids, this.policy, this.findBarredUsers);
  }

  /** Makes many transfers, once for their key. @throws LedgerError as `submit`; of an ATOMIC batch with an item's `index` */
  async submitBatch(batch: BatchCommand, caller = patientCaller): Promise<TransferBatchOutcome> {
    const command = { ...batch, contentDigest: contentDigestOf(batch.items.map(requestOf)) };
    const outcome = await this.#enqueue(command, caller);
    if ('batch' in outcome) return outcome;
    throw unexpected(command);
  }

  /** Opens a customer's wallet at zero; with a key, once for that key. */
  async openWallet(wanted: NewWallet, idempotencyKey?: string): Promise<WalletOutcome> {
    this.#assertOpen();
    const now = this.clock.now();
    const { ownerId: principalId } = wanted;
    const claim = claimOf({ operation: 'createWallet', principalId, idempotencyKey }, wanted, now);
    const { effect: wallet, replayed } = await once(this.units, claim, async (em) => {
      await assertMayAct(em, principalId, this.findBarredUsers);
      return openingOfWallet(em, wanted, now, this.ids);
    });
    return { wallet, replayed };
  }

  /**
   * Changes what an owner chooses of wallets of theirs, beside their money: names, order, goals. The work locks the rows that
   * it reads. Repeating it changes nothing more, so it needs no key.
   */
  async changeOwn<Result extends OwnEffect>(ownerId: string, work: OwnWork<Result>): Promise<Result> {
    this.#assertOpen();
    return changeOwn(this.units, this.findBarredUsers, { ownerId, now: this.clock.now() }, work);
  }

  /** Computes the effect that a movement would have now; see `previewCommand`. @throws LedgerError NOT_FOUND */
  async preview(reader: EntityManager, command: MoneyCommand): Promise<Preview> {
    return previewCommand(reader, command, this.policy, this.clock.now());
  }

  /** Sets the amount above which withdrawals in a currency wait, or removes that rule; with a key, once for that key. */
  async setReviewRule(change: ReviewRuleChange, idempotencyKey?: string): Promise<ReviewRuleOutcome> {
    this.#assertOpen();
    const now = this.clock.now();
    const { operatorId: principalId, ...asked } = change;
    const claim = claimOf({ operation: 'setReviewRule', principalId, idempotencyKey }, asked, now);
    const { effect, replayed } = await once(this.units, claim, async (em) => {
      await assertMayAct(em, principalId, this.findBarredUsers);
      return settingOfReviewRule(em, change, now);
    });
    return { rule: effect.rule, replayed };
  }

  /** Takes no more commands and resolves once every accepted one is answered. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#draining;
    // An answer passes through a few promises on its way to its caller.
    await nextTurn();
  }

  async #enqueue(command: Queued, caller: Caller): Promise<SuccessfulOutcome> {
    const accepted = accept(command, this.clock.now());
    this.#assertOpen();
    if (this.units.stalled) throw unavailable('The database does not answer; nothing happened');
    return new Promise((resolve, reject) => {
      this.#queue.add({ accepted, caller, resolve, reject });
      this.#draining ??= this.#drain();
    });
  }

  #assertOpen(): void {
    if (this.#closed) throw unavailable('The ledger is shutting down; nothing happened');
  }

  /**
   * Waits for one turn of the event loop, not for a timer: SQLite's driver never yields to it while a batch is written, so
   * the commands of all requests that had arrived by then are in the queue after one turn.
   */
  async #drain(): Promise<void> {
    try {
      while (this.#queue.length > 0) {
        await nextTurn();
        const batch = this.#queue.next();
        if (batch.length > 0) await this.#commit(batch);
      }
    } finally {
      this.#draining = undefined;
    }
  }

  /** Commits a batch. Never throws: an error is the answer to the commands concerned. */
  async #commit(batch: readonly Waiting[]): Promise<void> {
    const startedAt = performance.now();
    let begun = batch;
    let outcomes: Outcome[];
    try {
      // No row that could be locked says if a list was sent before.
      const locksRows = !batch.some(({ accepted: { command } }) => isSentOnce(command));
      outcomes = await this.units.run(
        (em) => {
          // It may have waited for another process's lock, and callers have gone meanwhile.
          begun = batch.filter(({ caller }) => !caller.aborted);
          const commands = begun.map(({ accepted }) => accepted);
          const slot = this.#slots.take(em);
          return runCommands(em, commands, this.ids, this.policy, this.findBarredUsers, slot);
        },
        { locksRows },
      );
    } catch (error) {
      if (batch.length > 1 && !(error instanceof LedgerError)) {
        // A fault inside the batch: each runs by itself, so that only the guilty one fails.
        for (const waiting of batch) await this.#commit([waiting]);
        return;
      }
      for (const { reject } of batch) reject(error);
      this.#report(batch, startedAt, () => (error instanceof LedgerError ? error : undefined));
      // Whatever kept the database from being written to for so long concerns those who wait as well. Tried one batch after
      // the other, the last of them would be told many times as late.
      if (error instanceof LedgerError && error.code === 'UNAVAILABLE') this.#queue.refuseAll(error);
      return;
    }
    const seconds = this.#report(begun, startedAt, (index) => outcomes[index]);
    this.#queue.learn(begun, seconds);
    begun.forEach(({ resolve, reject }, index) => {
      const outcome = outcomes[index];
      if (outcome === undefined || outcome instanceof LedgerError) reject(outcome);
      else resolve(outcome);
    });
    for (const { caller, reject } of batch) if (caller.aborted) reject(abandonment());
  }

  #report(
    batch: readonly Waiting[],
    startedAt: number,
    outcomeOf: (index: number) => Outcome | undefined,
  ): number {
    const seconds = (performance.now() - startedAt) / 1000;
    this.onBatch({
      size: batch.length,
      seconds,
      outcomes: batch.map(({ accepted: { command } }, index) => {
        const { operation } = command;
        const outcome = outcomeOf(index);
        if (outcome === undefined) return { operation, code: 'INTERNAL_SERVER_ERROR', replayed: false };
        if (outcome instanceof LedgerError) {
          return {
            operation,
            code: outcome.code,
            replayed: 'replayed' in outcome && outcome.replayed === true,
          };
        }
        return { operation, code: 'OK', replayed: outcome.replayed };
      }),
    });
    return seconds;
  }
}

function unexpected({ operation }: Command): Error {
  return new Error(`The ledger answered ${operation} with something else`);
}
