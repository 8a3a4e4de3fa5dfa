import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import { Kysely, sql } from 'kysely';
import { LedgerPostgresDialect } from '../../server/storage/postgres/dialect.js';
import { openPool } from '../../server/storage/postgres/pool.js';
import { onCleanup } from '../support/ledger.js';

/** A message of PostgreSQL's protocol: its letter, its length and its contents. */
function message(letter: string, contents: Buffer | string): Buffer {
  const body = Buffer.from(contents);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(letter), length, body]);
}

const READY = message('Z', 'I');

/** A server that lets everybody in, begins transactions, fails at whatever else it is asked, and then says nothing more. */
async function failingServer(): Promise<string> {
  const server = createServer((socket) => {
    let greeted = false;
    socket.on('error', () => undefined);
    socket.on('data', (data) => {
      const text = data.toString('latin1');
      if (!greeted) socket.write(Buffer.concat([message('R', Buffer.alloc(4)), READY]));
      else if (text.includes('start transaction'))
        socket.write(Buffer.concat([message('C', 'BEGIN\0'), READY]));
      else if (text.startsWith('Q')) socket.write(message('E', 'SFATAL\0C57P01\0Mgone\0\0'));
      greeted = true;
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onCleanup(() => void server.close());
  return `postgres://nobody@127.0.0.1:${(server.address() as AddressInfo).port}/nowhere`;
}

test('When a statement finds its connection lost, then the end of the transaction waits for nothing', async () => {
  const url = await failingServer();
  const database = new Kysely<unknown>({
    dialect: new LedgerPostgresDialect(() =>
      openPool(url, { max: 1, name: 'test', answerTimeoutMs: Number.POSITIVE_INFINITY }),
    ),
  });
  onCleanup(async () => database.destroy());

  const transaction = await database.startTransaction().execute();
  await expect(sql`select 1`.execute(transaction)).rejects.toMatchObject({ code: 'CONNECTION_LOST' });
  await expect(transaction.rollback().execute()).rejects.toMatchObject({ code: 'CONNECTION_LOST' });

  // The only connection was given back, and closed.
  const next = await database.startTransaction().execute();
  await expect(next.rollback().execute()).rejects.toMatchObject({ code: 'CONNECTION_LOST' });
});
