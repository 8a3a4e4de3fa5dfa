import { expect, test } from '@jest/globals';
import { Accounts } from '../../../server/identity/users/accounts.js';
import { noThrottle } from '../../../server/identity/throttles/sign-in-throttle.js';
import { TestLedger } from '../../support/ledger.js';
import { nissmart } from '../../support/process.js';
import { rawRows } from '../../support/raw-sql.js';
import { startApi } from '../../support/started.js';
import { eventsOf } from '../../support/suspending.js';

const PASSWORD = 'correct horse battery';

test('When somebody asks in writing to be forgotten, then their account is closed in the name of the system', async () => {
  const t = await TestLedger.open();
  const accounts = new Accounts(t.units, t.storage.reader, t.clock, t.ids, noThrottle);
  const account = { email: 'Zawadi@example.com', displayName: 'Zawadi Njeri', password: PASSWORD };
  const user = await accounts.create(account, 'CUSTOMER');
  const { wallet } = await t.ledger.openWallet({ ownerId: user.id, name: 'Fees', currency: 'KES' });
  const run = async (...args: string[]) => nissmart(['user', ...args], { env: { DATABASE_URL: t.url } });
  await run('suspend', 'zawadi@example.com', '--reason', 'On request');
  expect((await run('close', 'zawadi@example.com')).code).not.toBe(0);

  const { code, stdout, stderr } = await run('close', 'zawadi@example.com', '--reason', 'Asked in writing');
  expect({ code, stdout, stderr }).toEqual({
    ...{ code: 0, stderr: '' },
    stdout: `Zawadi@example.com is closed now; what is left in the books goes by ${user.id}\n`,
  });
  expect(await eventsOf(t, user)).toEqual([
    [null, 'USER_SUSPENDED', 'On request'],
    [null, 'ACCOUNT_CLOSED', 'Asked in writing'],
  ]);
  expect(await rawRows(t, 'select status, name from wallets where id = ?', [wallet.id])).toEqual([
    { status: 'CLOSED', name: 'Closed wallet' },
  ]);
  for (const act of ['close', 'reactivate', 'suspend']) {
    const again = await run(act, 'zawadi@example.com', '--reason', 'Once more');
    expect([again.code, again.stderr]).toEqual([1, 'nissmart: nobody has the email zawadi@example.com\n']);
  }
  const server = await startApi({ databaseUrl: t.url });
  const login = await server.stranger.post('/api/auth/login', { email: account.email, password: PASSWORD });
  expect(login.at('code')).toBe('UNAUTHENTICATED');
  expect((await nissmart(['verify'], { env: { DATABASE_URL: t.url } })).code).toBe(0);
});
