import { beforeAll, expect } from '@jest/globals';
import { SeededRandom } from '../../../server/demo/seeded-random.js';
import { systemWalletId } from '../../../server/ledger/model/ids.js';
import { selectRows } from '../../../server/ledger/database/sql.js';
import { useApi, type TestApi, type User } from '../../support/api.js';
import { onSlot } from '../../support/slots.js';

export const TREASURY = systemWalletId('TREASURY', 'KES');
export const STEPS = 60;

/** An entry of the treasury, as the tables have it. */
export interface Row {
  readonly id: string;
  readonly type: string;
  readonly amount: number;
  readonly sequence: number;
  readonly shard: number;
  readonly created_at: number;
}

/** A server whose treasury has shards. */
export interface Sharded {
  readonly api: TestApi;
  operator: User;
  saver: User;
  /** Everything that was booked on the treasury and its shards, in the order of the ids. */
  booked: Row[];
}

/** Starts a server for the tests of a file: deposits and withdrawals of one saver, while other nodes write in all slots but one. */
export function useShards(): () => Sharded {
  const api = useApi();
  let sharded: Sharded | undefined;
  beforeAll(async () => {
    const [operator, saver] = [await api.staff('OPERATOR'), await api.customer()];
    const wallet = await saver.wallet();
    const random = new SeededRandom('shards');
    for (let step = 0; step < STEPS; step += 1) {
      const move = async () =>
        random.whole(0, 2) > 0 || step < 5 ? saver.deposit(wallet, '7.00') : saver.withdraw(wallet, '1.50');
      const { status } = await onSlot(api.database.url, random.whole(0, 4), move);
      expect(status).toBe(201);
    }
    sharded = { api, operator, saver, booked: await readBooked(api) };
  });
  return () => {
    if (!sharded) throw new Error('The server has not been filled yet');
    return sharded;
  };
}

async function readBooked({ storage }: TestApi): Promise<Row[]> {
  return selectRows<Row>(
    storage.reader,
    `select e.id, t.type, e.amount, e.sequence, w.shard, e.created_at from entries e join wallets w on w.id = e.wallet_id
    join transactions t on t.id = e.transaction_id where w.kind = 'TREASURY' order by e.id`,
  );
}

export function sumOf(rows: readonly Row[]): number {
  return rows.reduce((sum, { amount }) => sum + amount, 0);
}

export function inUnits(minor: number): string {
  return (minor / 100).toFixed(2);
}
