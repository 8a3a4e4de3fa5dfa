import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';

const INTERVAL_MS = 20;

/** Things that the connections of a database wait for; what they run is told by the statement. */
const LOOK = `select case
    when state = 'idle in transaction' then 'client'
    when wait_event_type = 'Lock' and query ~ 'volume_hours' then 'lockOfTotals'
    when wait_event_type = 'Lock' then 'lockOfWallets'
    when wait_event_type is null then 'processor'
    when query ~* '^commit' then 'commit'
    when wait_event_type = 'Client' then 'client'
    else 'other' end as kind, count(*)::int as number
  from pg_stat_activity where datname = current_database() and backend_type = 'client backend' and state <> 'idle'
    and pid <> pg_backend_pid() group by 1`;

/** Seconds that all connections together have waited, by what for. */
export type Waits = Record<
  'client' | 'lockOfTotals' | 'lockOfWallets' | 'processor' | 'commit' | 'other',
  number
>;

/** Looks at the connections of a database again and again until it is asked for what it has seen. */
export async function watchWaits(url: string): Promise<() => Promise<Waits>> {
  const client = new Client({ connectionString: url, application_name: 'bench-waits' });
  await client.connect();
  const waits: Waits = { client: 0, lockOfTotals: 0, lockOfWallets: 0, processor: 0, commit: 0, other: 0 };
  const over = new AbortController();
  const watching = (async () => {
    let lookedAt = performance.now();
    while (!over.signal.aborted) {
      await sleep(INTERVAL_MS, undefined, { signal: over.signal }).catch(() => undefined);
      const { rows } = await client.query<{ kind: keyof Waits; number: number }>(LOOK);
      const now = performance.now();
      // Counts what it sees for the time since it looked last.
      for (const { kind, number } of rows) waits[kind] += (number * (now - lookedAt)) / 1000;
      lookedAt = now;
    }
  })();
  return async () => {
    over.abort();
    await watching;
    await client.end();
    return waits;
  };
}
