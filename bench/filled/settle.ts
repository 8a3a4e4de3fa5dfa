import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { startServer } from '../http/server-process.js';

const LOOK_EVERY_MS = 200;
/** Ticks without new work after which the server's first jobs count as done. */
const QUIET_LOOKS = 5;

/** Lets a server do what it does first on a ledger that it has not seen: sign checkpoints. */
export async function settle(folder: string, at: Date): Promise<void> {
  const server = await startServer(folder, { at });
  const database = new Database(join(folder, 'ledger.db'), { readonly: true });
  const look = database.prepare('select count(*) from checkpoints').pluck();
  try {
    let [before, quiet] = [0, 0];
    while (quiet < QUIET_LOOKS) {
      await sleep(LOOK_EVERY_MS);
      const checkpoints = look.get() as number;
      quiet = checkpoints > 0 && checkpoints === before ? quiet + 1 : 0;
      before = checkpoints;
    }
  } finally {
    database.close();
    await server.close();
  }
}
