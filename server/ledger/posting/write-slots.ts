import type { EntityManager } from '@mikro-orm/core';
import { engineOf } from '../database/engine.js';
import { selectInTransaction } from '../database/sql.js';

/** The slot of units of work that need none: what they change has the number 0, as everything has on SQLite. */
export const NO_SLOT: Promise<number> = Promise.resolve(0);

/**
 * Gives each unit of work that posts a slot of its own, one of a fixed number, for as long as it runs. Its number is that of
 * the shards that it changes of what everybody changes: treasuries, and the totals of an hour. So nodes that commit at the
 * same time do not wait for each other there.
 *
 * A node takes the slot that it had last, or else a free one: nodes that are busy at once come to use different ones, and a
 * node that is alone always the first. On SQLite one unit of work at a time writes, and there are no slots.
 */
export class WriteSlots {
  #last = 0;

  /** Takes a slot until the end of the unit of work; it waits where none is free. */
  async take(em: EntityManager): Promise<number> {
    if (engineOf(em) === 'sqlite') return NO_SLOT;
    const free = await readSlot(
      em,
      'order by slot = ? desc, slot limit 1 for update skip locked',
      this.#last,
    );
    this.#last = free ?? (await readSlot(em, 'where slot = ? for update', this.#last)) ?? 0;
    return this.#last;
  }
}

async function readSlot(em: EntityManager, clauses: string, slot: number): Promise<number | undefined> {
  const [row] = await selectInTransaction<{ slot: number }>(em, `select slot from write_slots ${clauses}`, [
    slot,
  ]);
  return row?.slot;
}
