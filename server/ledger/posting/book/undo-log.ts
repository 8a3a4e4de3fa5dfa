import type { LockFields } from '../../model/goal.js';
import type { Wallet } from '../../model/wallet.js';

/** Every figure that the book changes. */
export type Figures = Pick<
  Wallet,
  'posted' | 'held' | 'incoming' | 'sequence' | 'chainHead' | 'goalReachedAt'
> &
  LockFields;

/** Remembers the figures of wallets, so that commands that belong together can be undone together, in memory. */
export class UndoLog {
  #before: Map<Wallet, Figures> | undefined;

  /** Must be called before a wallet changes. Costs nothing while nothing may have to be taken back. */
  remember(wallet: Wallet): void {
    if (!this.#before || this.#before.has(wallet)) return;
    const { posted, held, incoming, sequence, chainHead } = wallet;
    const { goalReachedAt, lockedUntil, lockWaitHours, lockOpensAt } = wallet;
    this.#before.set(wallet, {
      ...{ posted, held, incoming, sequence, chainHead },
      ...{ goalReachedAt, lockedUntil, lockWaitHours, lockOpensAt },
    });
  }

  /** @param lists Cut back to their present length when the work throws. */
  around<Result>(work: () => Result, lists: readonly unknown[][]): Result {
    const before = new Map<Wallet, Figures>();
    const lengths = lists.map(({ length }) => length);
    this.#before = before;
    try {
      return work();
    } catch (error) {
      for (const [wallet, figures] of before) Object.assign(wallet, figures);
      lists.forEach((list, index) => list.splice(lengths[index] ?? 0));
      throw error;
    } finally {
      this.#before = undefined;
    }
  }
}
