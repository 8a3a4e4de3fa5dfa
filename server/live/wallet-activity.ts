import type { EntityManager } from '@mikro-orm/core';
import type { Changes } from '../ledger/database/changes.js';
import type { Entry } from '../ledger/model/entry.js';
import { entriesBetween } from '../ledger/queries/entries.js';
import type { Wallet } from '../ledger/model/wallet.js';
import { hasShards } from '../ledger/queries/shards.js';
import { WALLETS } from '../ledger/queries/wallets.js';
import { SharedReads } from './shared-reads.js';
import { ReadPacer } from './read-pacer.js';

const PAGE_LENGTH = 100;

/** One change of a wallet. */
export interface WalletActivity {
  /** Sequence of the entry, or of the last entry before when there is none; a follower resumes after it. */
  readonly sequence: number;
  /** Null for a change that made no entry, such as a hold or a freeze, and for the state at the beginning. */
  readonly entry: Entry | null;
  /** The wallet at the end of the page, so ahead of the entry when more entries follow. */
  readonly wallet: Wallet;
}

interface Reading {
  readonly wallet: Wallet;
  readonly entries: readonly Entry[];
  /** The sequence up to which there is nothing more to tell. */
  readonly reached: number;
}

/** Feed of the changes of a wallet, read from the database after each commit that changes it. */
export class WalletActivities {
  readonly #readings = new SharedReads<Reading>();

  constructor(
    private readonly reader: EntityManager,
    private readonly changes: Changes,
  ) {}

  /**
   * Yields first the entries that the follower has missed, then new ones, in pages, each once and in order. It begins
   * with the present state when nothing was missed. A page is read only when the follower asks for it. Of a treasury with
   * shards it tells the state alone.
   *
   * @param after Last sequence that the follower knows, at most the wallet's present one.
   */
  async *follow(
    walletId: string,
    after: number,
    signal: AbortSignal,
  ): AsyncGenerator<readonly WalletActivity[], void, void> {
    let sequence = after;
    let shown = '';
    const pacer = new ReadPacer(this.changes, [walletId], signal);
    while (await pacer.next()) {
      const { wallet, entries, reached } = await this.#read(walletId, sequence);
      const activities = entries.map((entry) => ({ sequence: entry.sequence, entry, wallet }));
      sequence = reached;
      if (sequence < wallet.sequence) pacer.more();

      const state = stateOf(wallet);
      if (activities.length > 0) yield activities;
      else if (state !== shown) yield [{ sequence, entry: null, wallet }];
      shown = state;
    }
  }

  async #read(walletId: string, after: number): Promise<Reading> {
    return this.#readings.get(`${String(this.changes.version)} ${walletId} ${String(after)}`, async () => {
      const em = this.reader.fork();
      const [wallet] = await WALLETS.withOneOf(em, 'id', [walletId]);
      if (!wallet) throw new Error(`Wallet ${walletId} is gone`);
      // Entries of several shards have no order in which a follower could go on after one of them.
      if (await hasShards(em, walletId)) return { wallet, entries: [], reached: wallet.sequence };
      // Not beyond the row that was read, so that the two agree whatever is committed in between.
      const upTo = wallet.sequence;
      const entries =
        after < upTo ? await entriesBetween(em, walletId, { after, upTo, first: PAGE_LENGTH }) : [];
      return { wallet, entries, reached: entries.at(-1)?.sequence ?? after };
    });
  }
}

/**
 * State of a wallet that a subscriber sees besides its entries, as text to compare; an unchanged state is not sent
 * again.
 */
export function stateOf({ name, status, posted, held, incoming }: Wallet): string {
  return JSON.stringify([name, status, posted, held, incoming]);
}
