import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, jest, test } from '@jest/globals';
import { startHousekeeping } from '../../server/process/housekeeping.js';
import { openServices, type OpenServices } from '../../server/app/services.js';
import { SettableClock } from '../support/clock.js';
import { depositTo } from '../support/commands.js';
import { onCleanup } from '../support/ledger.js';
import { TestLog } from '../support/log.js';
import { rawRows } from '../support/raw-sql.js';

const DAY_MS = 24 * 60 * 60 * 1000;

afterEach(() => void jest.useRealTimers());

/** Services with one deposit and one session that has expired since. */
async function services(): Promise<OpenServices & { clock: SettableClock }> {
  const clock = new SettableClock();
  const opened = await openServices({ databaseUrl: 'sqlite::memory:', clock });
  onCleanup(async () => opened.close());
  const registration = {
    email: 'amina@example.com',
    displayName: 'Amina',
    password: 'correct horse battery',
  };
  const { user } = await opened.accounts.register(registration, { address: '127.0.0.1' });
  const { wallet } = await opened.ledger.openWallet({ ownerId: user.id, name: 'Savings', currency: 'KES' });
  await opened.ledger.submit(depositTo({ id: wallet.id, ownerId: user.id, currency: 'KES' }, 1));
  clock.advance(15 * DAY_MS);
  return { ...opened, clock };
}

async function countSessions(opened: OpenServices): Promise<number> {
  const [row] = await rawRows<{ count: number }>(opened, 'select count(*) as count from sessions');
  return row?.count ?? 0;
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await sleep(1);
}

test('When it starts, then expired sessions are removed at once, and a minute later again', async () => {
  const opened = await services();
  const log = new TestLog();
  jest.useFakeTimers({
    doNotFake: ['Date', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate', 'setTimeout'],
  });
  onCleanup(startHousekeeping(opened, log.logger));
  await until(async () => (await countSessions(opened)) === 0);

  await opened.accounts.login(
    { email: 'amina@example.com', password: 'correct horse battery' },
    { address: '127.0.0.1' },
  );
  opened.clock.advance(15 * DAY_MS);
  jest.advanceTimersByTime(60 * 1000);
  await until(async () => (await countSessions(opened)) === 0);
  expect(log.text).toBe('');
});

test('When a job fails, then it is logged, and the others are done all the same', async () => {
  const opened = await services();
  const { riskAlerts, ...others } = opened;
  const broken = Object.assign(Object.create(riskAlerts) as typeof riskAlerts, {
    check: async () => Promise.reject(new Error('no space left')),
  });
  const log = new TestLog();
  onCleanup(startHousekeeping({ ...others, riskAlerts: broken }, log.logger));
  await until(async () => (await countSessions(opened)) === 0);
  expect(log.lines).toMatchObject([
    { level: 'warn', msg: 'watching risk failed', err: { message: 'no space left' } },
  ]);
});
