import { expect, test } from '@jest/globals';
import { Changes } from '../../../server/ledger/database/changes.js';
import { Notices } from '../../../server/storage/postgres/notices.js';
import { depositTo } from '../../support/commands.js';
import { FaultyProxy } from '../../support/faulty-proxy.js';
import { onCleanup, TestLedger } from '../../support/ledger.js';
import { rawSql } from '../../support/raw-sql.js';
import { expectSoon } from '../../support/soon.js';

/** Resolves at the next wake-up of whoever watches a topic at this node. */
async function wakeUp({ units }: TestLedger, topic: string): Promise<void> {
  return new Promise((resolve) => {
    const unwatch = units.changes.watch([topic], () => {
      unwatch();
      resolve();
    });
  });
}

test('When one node commits, then another one wakes those who watch what has changed', async () => {
  const one = await TestLedger.open();
  const two = await one.twin();
  const wallet = await one.wallet();
  // Both hear by now, or this one would wait for ever.
  for (const woken = wakeUp(two, wallet.id); ;) {
    await one.ledger.submit(depositTo(wallet, 1));
    const isWoken = await Promise.race([woken.then(() => true), nextTurns().then(() => false)]);
    if (isWoken) break;
  }
  expect(two.units.changes.version).toBeGreaterThan(0);
});

test('When the connection for notices is cut, then what is committed from then on is heard of all the same', async () => {
  const one = await TestLedger.open();
  const two = await one.twin();
  const wallet = await one.wallet();
  const woken = wakeUp(two, wallet.id);
  await rawSql(
    one,
    `select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'nissmart-notices' and datname = current_database()`,
  );
  await one.ledger.submit(depositTo(wallet, 1));
  await woken;
  expect(two.units.changes.version).toBeGreaterThan(0);
});

async function nextTurns(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 50));
}

test('When a node ends as soon as it has begun, then it ends', async () => {
  const one = await TestLedger.open();
  await expect(one.close()).resolves.toBeUndefined();
});

test('When the connection for notices is cut without a word, then it is made anew and hears what is committed later', async () => {
  const one = await TestLedger.open();
  const wallet = await one.wallet();
  const proxy = await FaultyProxy.before(one.url);
  onCleanup(async () => proxy.close());
  const changes = new Changes();
  const notices = new Notices(proxy.url, 5, 200);
  onCleanup(async () => notices.stop());
  const woken = new Promise<void>((resolve) => changes.watch([wallet.id], resolve));
  notices.start(changes);
  await woken;

  proxy.silencePresent();
  const wokenAgain = new Promise<void>((resolve) => changes.watch([wallet.id], resolve));
  await wokenAgain;
  expect(changes.version).toBeGreaterThan(1);
});

test('When no notices come back, then a node looks by itself and is woken by every commit, also one that makes no row', async () => {
  const one = await TestLedger.open();
  const user = await one.user();
  const proxy = await FaultyProxy.before(one.url);
  onCleanup(async () => proxy.close());
  proxy.withholdNotices();
  const changes = new Changes();
  const woken = async () => {
    const { version } = changes;
    await expectSoon(() => changes.version > version, true);
  };
  const notices = new Notices(proxy.url, 300);
  onCleanup(async () => notices.stop());
  notices.start(changes);
  await expectSoon(() => changes.version, 1);

  // Right after the connection was made, before the first look.
  await Promise.all([woken(), rename(one, user, 'Amina O.')]);
  await Promise.all([woken(), rename(one, user, 'Amina Otieno')]);
  expect(changes.version).toBeGreaterThan(2);
});

async function rename(ledger: TestLedger, { id }: { id: string }, name: string): Promise<void> {
  await rawSql(ledger, 'update users set display_name = ? where id = ?', [name, id]);
}
