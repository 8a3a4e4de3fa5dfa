import { setImmediate as nextTurn } from 'node:timers/promises';
import { settle, type Accepted, type Outcome, type Receipt } from './batch.js';
import type { Clock } from './clock.js';
import type { Command } from './command.js';
import { LedgerError } from './errors.js';
import { assertIdempotencyKey, fingerprintOf } from './idempotency.js';
import type { IdMaker } from './ids.js';
import { openWallet, type NewWallet } from './open-wallet.js';
import { unavailable, type UnitsOfWork } from './unit-of-work.js';
import type { Wallet } from './wallet.js';

/** How many commands share one unit of work at most: a tenth cheaper each than by 128, and 512 gain nothing more. */
const BATCH_MAX = 256;

/** How many may wait before new ones are turned away. */
const QUEUE_MAX = 10_000;

/** What an operator wants to know of each unit of work. */
export interface BatchReport {
  readonly size: number;
  readonly seconds: number;
  readonly outcomes: readonly { operation: Command['operation']; code: string; replayed: boolean }[];
}

interface Waiting {
  readonly command: Accepted;
  readonly resolve: (receipt: Receipt) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * The product: takes commands and answers each once it is stored for good, or was refused, or had been stored before.
 *
 * Commands that arrive while a batch is being written share the next one, and with it a single disk flush.
 */
export class Ledger {
  readonly #queue: Waiting[] = [];
  #draining: Promise<void> | undefined;
  #closed = false;

  constructor(
    private readonly units: UnitsOfWork,
    private readonly ids: IdMaker,
    private readonly clock: Clock,
    private readonly onBatch: (report: BatchReport) => void = () => undefined,
  ) {}

  /** Commands that wait for a unit of work. */
  get queueLength(): number {
    return this.#queue.length;
  }

  /**
   * Moves money, once for its key.
   *
   * @throws LedgerError whose code is one of the contract's; a Rejection is pinned to the key.
   */
  async submit(command: Command): Promise<Receipt> {
    assertIdempotencyKey(command.idempotencyKey);
    this.#assertOpen();
    if (this.#queue.length >= QUEUE_MAX) throw unavailable('The ledger has too much to do; nothing happened');
    const { principalId: _principal, idempotencyKey: _key, ...asked } = command;
    const accepted = { ...command, fingerprint: fingerprintOf(asked), acceptedAt: this.clock.now() };
    return new Promise((resolve, reject) => {
      this.#queue.push({ command: accepted, resolve, reject });
      this.#draining ??= this.#drain();
    });
  }

  /** Opens a customer's wallet at zero; with a key, once for that key. */
  async openWallet(
    wanted: NewWallet,
    idempotencyKey?: string,
  ): Promise<{ wallet: Wallet; replayed: boolean }> {
    this.#assertOpen();
    const acceptedAt = this.clock.now();
    if (idempotencyKey === undefined) {
      return this.units.run((em) => openWallet(em, wanted, acceptedAt, this.ids));
    }
    assertIdempotencyKey(idempotencyKey);
    const operation = 'createWallet';
    const fingerprint = fingerprintOf({ operation, ...wanted });
    const claim = { principalId: wanted.ownerId, idempotencyKey, operation, fingerprint, acceptedAt };
    return this.units.run((em) => openWallet(em, wanted, acceptedAt, this.ids, claim));
  }

  /** Takes no more commands and resolves once every accepted one is answered. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#draining;
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
        await this.#commit(this.#queue.splice(0, BATCH_MAX));
      }
    } finally {
      this.#draining = undefined;
    }
  }

  /** Never throws: whatever goes wrong is the answer to the commands concerned. */
  async #commit(batch: readonly Waiting[]): Promise<void> {
    const startedAt = performance.now();
    let outcomes: Outcome[];
    try {
      const commands = batch.map(({ command }) => command);
      outcomes = await this.units.run((em) => settle(em, commands, this.ids));
    } catch (error) {
      if (batch.length > 1 && !(error instanceof LedgerError)) {
        // A fault inside the batch: each runs by itself, so that only the guilty one fails.
        for (const waiting of batch) await this.#commit([waiting]);
        return;
      }
      for (const { reject } of batch) reject(error);
      this.#report(batch, startedAt, () => (error instanceof LedgerError ? error : undefined));
      return;
    }
    batch.forEach(({ resolve, reject }, index) => {
      const outcome = outcomes[index];
      if (outcome === undefined || outcome instanceof LedgerError) reject(outcome);
      else resolve(outcome);
    });
    this.#report(batch, startedAt, (index) => outcomes[index]);
  }

  #report(
    batch: readonly Waiting[],
    startedAt: number,
    outcomeOf: (index: number) => Outcome | undefined,
  ): void {
    this.onBatch({
      size: batch.length,
      seconds: (performance.now() - startedAt) / 1000,
      outcomes: batch.map(({ command: { operation } }, index) => {
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
  }
}
