import type { EntityManager, EventSubscriber, FlushEventArgs } from '@mikro-orm/core';
import { walletsOf } from './changes.js';
import { namedWalletId, Wallet } from '../model/wallet.js';

/** Records the rows that an EntityManager flushes, as topics of `Changes`. */
export class FlushedRows implements EventSubscriber {
  readonly #topics = new WeakMap<EntityManager, Set<string>>();

  afterFlush({ em, uow }: FlushEventArgs): void {
    const topics = this.#topics.get(em) ?? new Set();
    for (const changeSet of uow.getChangeSets()) {
      const id = changeSet.getSerializedPrimaryKey();
      if (id !== null) topics.add(id);
      const row: unknown = changeSet.entity;
      if (!(row instanceof Wallet)) continue;
      topics.add(namedWalletId(row));
      if (row.ownerId) topics.add(walletsOf(row.ownerId));
    }
    this.#topics.set(em, topics);
  }

  /**
   * Returns the topics of the rows that this EntityManager has flushed. Rows inserted by `insertMany` or SQL are not
   * among them.
   */
  of(em: EntityManager): Iterable<string> {
    return this.#topics.get(em) ?? [];
  }
}
