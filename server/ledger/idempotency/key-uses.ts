import type { EntityManager } from '@mikro-orm/core';
import type { Claim } from './idempotency.js';
import { scopedKey } from './idempotency.js';
import { execute } from '../database/sql.js';

const HOUR_MS = 60 * 60 * 1000;

/** Counts of a key's repeated uses, with the same request or with another one. */
interface Uses {
  readonly principalId: string;
  readonly key: string;
  replays: number;
  conflicts: number;
  lastAt: Date;
}

/**
 * Counts how keys are used again within one unit of work, and stores the counts with it: the picture of clients that retry,
 * and of those that retry wrongly. The first use of a key costs nothing.
 */
export class KeyUses {
  readonly #byKey = new Map<string, Uses>();

  replayed(claim: Pick<Claim, 'principalId' | 'idempotencyKey' | 'acceptedAt'>): void {
    this.#of(claim).replays += 1;
  }

  conflicted(claim: Pick<Claim, 'principalId' | 'idempotencyKey' | 'acceptedAt'>): void {
    this.#of(claim).conflicts += 1;
  }

  async store(em: EntityManager): Promise<void> {
    // In one order everywhere, so that two nodes never wait for each other in a ring.
    const uses = [...this.#byKey].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each);
    if (uses.length === 0) return;
    await execute(
      em,
      `insert into idempotency_uses (principal_id, key, replays, conflicts, last_at)
      values ${uses.map(() => '(?, ?, ?, ?, ?)').join(', ')}
      on conflict (principal_id, key) do update set
        replays = idempotency_uses.replays + excluded.replays,
        conflicts = idempotency_uses.conflicts + excluded.conflicts,
        last_at = excluded.last_at`,
      uses.flatMap((use) => [use.principalId, use.key, use.replays, use.conflicts, use.lastAt]),
    );
    for (const [hour, inHour] of Map.groupBy(uses, ({ lastAt }) => Math.floor(lastAt.getTime() / HOUR_MS))) {
      await execute(
        em,
        `insert into idempotency_use_hours (hour_start, replays, conflicts) values (?, ?, ?)
        on conflict (hour_start) do update set
          replays = idempotency_use_hours.replays + excluded.replays,
          conflicts = idempotency_use_hours.conflicts + excluded.conflicts`,
        [
          new Date(hour * HOUR_MS),
          inHour.reduce((sum, { replays }) => sum + replays, 0),
          inHour.reduce((sum, { conflicts }) => sum + conflicts, 0),
        ],
      );
    }
  }

  #of({ principalId, idempotencyKey, acceptedAt }: Parameters<KeyUses['replayed']>[0]): Uses {
    const scoped = scopedKey(principalId, idempotencyKey);
    let uses = this.#byKey.get(scoped);
    if (!uses) {
      uses = { principalId, key: idempotencyKey, replays: 0, conflicts: 0, lastAt: acceptedAt };
      this.#byKey.set(scoped, uses);
    }
    uses.lastAt = acceptedAt;
    return uses;
  }
}
