import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { CompiledQuery } from 'kysely';
import { DatabaseThread } from '../../../server/storage/thread/database-thread.js';
import { onCleanup, temporaryFolder } from '../../support/ledger.js';

test('When a thread cannot open its database, then those who wait are told, nothing is lost, and the next one is served', async () => {
  const folder = join(temporaryFolder(), 'later');
  const lost: Error[] = [];
  const thread = new DatabaseThread(
    { path: join(folder, 'nissmart.db'), options: {}, pragmas: [] },
    (cause) => void lost.push(cause),
  );
  onCleanup(async () => thread.close());
  const ask = async (value: number) => thread.executeQuery(CompiledQuery.raw('select ? as value', [value]));

  const refused = await Promise.allSettled([ask(1), ask(2)]);
  expect(refused).toMatchObject([1, 2].map(() => ({ reason: { code: 'UNAVAILABLE' } })));
  await expect(ask(3)).rejects.toHaveProperty(
    'cause.message',
    expect.stringContaining('directory does not exist'),
  );

  mkdirSync(folder);
  expect(await Promise.all([ask(4), ask(5)])).toMatchObject([
    { rows: [{ value: 4 }] },
    { rows: [{ value: 5 }] },
  ]);
  expect(lost).toEqual([]);
});
