import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { Accounts } from '../../../server/identity/users/accounts.js';
import { noThrottle } from '../../../server/identity/throttles/sign-in-throttle.js';
import { TestLedger } from '../../support/ledger.js';
import { nissmart } from '../../support/process.js';
import { eventsOf } from '../../support/suspending.js';

async function withUser() {
  const t = await TestLedger.open();
  const accounts = new Accounts(t.units, t.storage.reader, t.clock, t.ids, noThrottle);
  const account = {
    email: 'Zawadi@example.com',
    displayName: 'Zawadi Njeri',
    password: 'correct horse battery',
  };
  return { t, user: await accounts.create(account, 'CUSTOMER') };
}

test('When somebody asks in writing for what is known of them, then it is written out, and the audit log says so', async () => {
  const { t, user } = await withUser();
  const run = async (...args: string[]) =>
    nissmart(['user', 'export', ...args], { env: { DATABASE_URL: t.url } });
  const { code, stdout, stderr } = await run('zawadi@example.com');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(JSON.parse(stdout)).toMatchObject({
    profile: { id: user.id, email: 'Zawadi@example.com', displayName: 'Zawadi Njeri' },
    auditEvents: [{ action: 'OWN_DATA_EXPORTED', by: 'SYSTEM' }],
  });

  const out = join(t.url.slice('sqlite:'.length), '..', 'zawadi.json');
  expect((await run('zawadi@example.com', '--out', out)).code).toBe(0);
  expect(JSON.parse(readFileSync(out, 'utf8'))).toMatchObject({ profile: { id: user.id } });
  // Others on the machine need not read it.
  expect(statSync(out).mode & 0o777).toBe(0o600);
  const again = await run('zawadi@example.com', '--out', out);
  expect([again.code, again.stderr]).toEqual([1, expect.stringContaining('exists already')]);
  expect(await eventsOf(t, user)).toHaveLength(2);

  const nobody = await run('nobody@example.com', '--out', `${out}.2`);
  expect([nobody.code, nobody.stderr]).toEqual([1, 'nissmart: nobody has the email nobody@example.com\n']);
  expect(existsSync(`${out}.2`)).toBe(false);
});
