import type { EntityManager } from '@mikro-orm/core';
import { walletsOf, type Changes } from '../ledger/database/changes.js';
import { allWalletsOf } from '../ledger/queries/wallets.js';
import type { Wallet } from '../ledger/model/wallet.js';
import { ReadPacer } from './read-pacer.js';
import { stateOf } from './wallet-activity.js';

/** Feed of a person's wallets, read from the database after each commit that changes one. */
export class WalletChanges {
  constructor(
    private readonly reader: EntityManager,
    private readonly changes: Changes,
  ) {}

  /**
   * Yields first all wallets as they are now, then those that are new or have changed, in pages. Several changes of a
   * wallet between two reads come as one.
   */
  async *follow(ownerId: string, signal: AbortSignal): AsyncGenerator<readonly Wallet[], void, void> {
    const shown = new Map<string, string>();
    const pacer = new ReadPacer(this.changes, [walletsOf(ownerId)], signal);
    while (await pacer.next()) {
      const wallets = await allWalletsOf(this.reader.fork(), ownerId);
      const changed = wallets.filter((wallet) => shown.get(wallet.id) !== lookOf(wallet));
      for (const wallet of changed) shown.set(wallet.id, lookOf(wallet));
      if (changed.length > 0) yield changed;
    }
  }
}

/** State of a wallet and its last sequence, as text to compare: entries that add up to zero are a change as well. */
function lookOf(wallet: Wallet): string {
  return `${String(wallet.sequence)} ${stateOf(wallet)}`;
}
