import { Client } from 'pg';

/** Keeps all slots of writers but one taken while it works, as other nodes do that write at this moment. */
export async function onSlot<Result>(
  database: string,
  slot: number,
  work: () => Promise<Result>,
): Promise<Result> {
  const client = new Client(database);
  await client.connect();
  try {
    await client.query('begin');
    await client.query('select slot from write_slots where slot <> $1 order by slot for update', [slot]);
    return await work();
  } finally {
    await client.end();
  }
}
