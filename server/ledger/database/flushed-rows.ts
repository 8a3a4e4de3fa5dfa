import type { EntityManager, EventSubscriber, FlushEventArgs } from '@mikro-orm/core';
import { walletsOf } from './changes.js';
import { Wallet } from '../model/wallet.js';

/** Takes note of the rows that flushes of an EntityManager write, under the topics of `Changes`. */
export class FlushedRows implements EventSubscriber {
  readonly #topics = new WeakMap<EntityManager, Set<string>>();

  afterFlush({ em, uow }: FlushEventArgs): void {
    const topics = this.#topics.get(em) ?? new Set();
    for (const changeSet of uow.getChangeSets()) {
      const id = changeSet.getSerializedPrimaryKey();
      if (id !== null) topics.add(id);
      const row: unknown = changeSet.entity;
      if (row instanceof Wallet && row.ownerId) topics.add(walletsOf(row.ownerId));
    }
    this.#topics.set(em, topics);
  }

  /** What was written with this EntityManager so far. Rows inserted by statements of their own are not in it. */
  of(em: EntityManager): Iterable<string> {
    return this.#topics.get(em) ?? [];
  }
}
