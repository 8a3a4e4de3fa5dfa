import { expect, test } from '@jest/globals';
import { Changes } from '../../../server/ledger/database/changes.js';
import { Notices } from '../../../server/storage/postgres/notices.js';
import { FaultyProxy } from '../../support/faulty-proxy.js';
import { onCleanup, TestLedger } from '../../support/ledger.js';
import { countOverlaps } from '../../support/overlaps.js';
import { rawRows, rawSql } from '../../support/raw-sql.js';
import { expectSoon } from '../../support/soon.js';

test('When a statement fails, then those that were to follow it run neither outside of its transaction nor in that of others', async () => {
  const ledger = await TestLedger.open();
  await rawSql(ledger, 'create table marks (number integer)');
  const counts = countOverlaps();
  const numbers = Array.from({ length: 20 }, (_, index) => index);
  // All come from one pool of connections, and use each of them many times.
  for (const round of numbers) {
    const failing = ledger.storage.writer.transactional(async (em) => {
      const ask = async (sql: string): Promise<unknown> =>
        em.getConnection().execute(sql, [], 'run', em.getTransactionContext());
      const askOneByOne = async () => {
        // Goes on after a failure, as what has begun at the same time as something that failed does.
        for (const number of numbers)
          await ask(`insert into marks values (${String(round + number)})`).catch(() => undefined);
      };
      await Promise.all([askOneByOne(), ask('select 1 / 0'), askOneByOne()]);
    });
    await expect(failing).rejects.toMatchObject({ code: '22012' });
    const next = ledger.storage.reader.transactional(async (em) => {
      const rows: unknown = await em
        .getConnection()
        .execute('select count(*)::integer as count from marks', [], 'all', em.getTransactionContext());
      return rows;
    });
    expect(await next).toEqual([{ count: 0 }]);
  }
  expect(await rawRows(ledger, 'select * from marks')).toEqual([]);
  expect(counts.overlaps).toBe(0);
});

test('When changes come faster than the database is told of them, then they wait, and all are told', async () => {
  const ledger = await TestLedger.open();
  const proxy = await FaultyProxy.before(ledger.url);
  onCleanup(async () => proxy.close());
  const counts = countOverlaps();
  const [telling, hearing] = [new Changes(), new Changes()];
  const notices = [new Notices(proxy.url), new Notices(ledger.url)];
  for (const each of notices) onCleanup(async () => each.stop());
  notices[0]?.start(telling);
  notices[1]?.start(hearing);
  await expectSoon(() => [telling.version, hearing.version].every((version) => version > 0), true);

  const heard = new Set<string>();
  const topics = Array.from({ length: 20 }, (_, index) => `topic-${String(index)}`);
  for (const topic of topics) hearing.watch([topic], () => heard.add(topic));
  // Each answer takes longer than changes gather.
  proxy.delay(60);
  for (const topic of topics) {
    telling.publish([topic]);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  await expectSoon(() => heard.size, topics.length);
  expect(counts.overlaps).toBe(0);
});
