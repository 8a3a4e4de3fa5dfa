import { jest } from '@jest/globals';
import { Client } from 'pg';
import { onCleanup } from './ledger.js';

/** Counts statements that are given to a connection while it runs another one, from now on; `pg` 9 refuses them. */
export function countOverlaps(): { readonly statements: number; readonly overlaps: number } {
  const counts = { statements: 0, overlaps: 0 };
  const running = new Map<unknown, number>();
  const query: unknown = Reflect.get(Client.prototype, 'query');
  if (typeof query !== 'function') throw new Error('A connection has no statements');
  const spy = jest.spyOn(Client.prototype, 'query').mockImplementation(function (
    this: unknown,
    ...given: unknown[]
  ) {
    const already = running.get(this) ?? 0;
    counts.statements += 1;
    if (already > 0) counts.overlaps += 1;
    running.set(this, already + 1);
    const end = (): void => {
      running.set(this, (running.get(this) ?? 1) - 1);
    };
    const answer: unknown = Reflect.apply(query, this, given);
    void Promise.resolve(answer).then(end, end);
    return answer;
  });
  onCleanup(() => spy.mockRestore());
  return counts;
}
