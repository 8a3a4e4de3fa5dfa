import { removeGoal, setGoal, type GoalChange } from '../../server/ledger/posting/goals.js';
import { keepLock } from '../../server/ledger/posting/own-wallets.js';
import { changing, withdrawFrom } from './commands.js';
import type { OwnedWallet, TestLedger } from './ledger.js';
import { failureOf, outcomeOf } from './outcome.js';

export const DAY_MS = 24 * 60 * 60 * 1000;

/** A lock until 1 March, which takes two days to break. */
export const LOCKED = { date: '2026-03-01', lockWaitHours: 48 } as const;

const OK = { code: 'OK' as const };

/** A wallet whose owner has a goal for it, or may have one. */
export class SavedWallet {
  constructor(
    private readonly t: TestLedger,
    readonly wallet: OwnedWallet,
  ) {}

  async setGoal(change: Partial<GoalChange> = {}) {
    const wanted = { ...this.#own, target: 50_000, date: null, lockWaitHours: null, ...change };
    return this.t.ledger
      .changeOwn(this.wallet.ownerId, async (em, now) =>
        setGoal(em, { colour: 'TEAL', emoji: 'SCHOOL', ...wanted }, now),
      )
      .then(() => OK, failureOf);
  }

  async removeGoal() {
    return this.t.ledger
      .changeOwn(this.wallet.ownerId, async (em, now) => removeGoal(em, this.#own, now))
      .then(() => OK, failureOf);
  }

  async keepLock() {
    await this.t.ledger.changeOwn(this.wallet.ownerId, async (em, now) => keepLock(em, this.#own, now));
  }

  async breakLock(idempotencyKey: string | null = null) {
    const asked = { ownOnly: true, reason: null, idempotencyKey };
    return this.t.ledger
      .changeWallet(changing('breakLock', this.wallet, this.wallet.ownerId, asked))
      .then(({ replayed }) => ({ ...OK, replayed }), failureOf);
  }

  async payOut(amount = 100) {
    return outcomeOf(this.t.ledger.submit(withdrawFrom(this.wallet, amount)));
  }

  get #own() {
    return { walletId: this.wallet.id, ownerId: this.wallet.ownerId };
  }
}
