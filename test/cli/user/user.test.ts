import { describe, expect, test } from '@jest/globals';
import { Accounts } from '../../../server/identity/users/accounts.js';
import { Sessions } from '../../../server/identity/sessions/sessions.js';
import { noThrottle } from '../../../server/identity/throttles/sign-in-throttle.js';
import { TestLedger } from '../../support/ledger.js';
import { nissmart } from '../../support/process.js';
import { rawRows } from '../../support/raw-sql.js';
import { eventsOf } from '../../support/suspending.js';

const PASSWORD = 'correct horse battery';

interface NewUser {
  readonly email?: string;
  readonly role?: string;
  readonly password?: string;
}

async function create(
  t: TestLedger,
  { email = 'Zawadi@example.com', role = 'operator', password = PASSWORD }: NewUser = {},
) {
  const args = [
    'user',
    'create',
    '--email',
    email,
    '--name',
    'Zawadi Njeri',
    '--role',
    role,
    '--password-stdin',
  ];
  return nissmart(args, { env: { DATABASE_URL: t.url }, input: `${password}\n` });
}

test('When a user is made, then they can sign in, have the role, and are listed', async () => {
  const t = await TestLedger.open();
  const { code, stdout, stderr } = await create(t);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^Zawadi@example\.com is a new operator \([0-9a-f-]{36}\)\n$/);

  const accounts = new Accounts(t.units, t.storage.reader, t.clock, t.ids, noThrottle);
  const { user } = await accounts.login(
    { email: 'zawadi@example.com', password: PASSWORD },
    { address: '127.0.0.1' },
  );
  expect(user).toMatchObject({ role: 'OPERATOR', displayName: 'Zawadi Njeri', status: 'ACTIVE' });

  await create(t, { email: 'otieno@example.com', role: 'customer' });
  const list = async (...args: string[]) => {
    const listed = await nissmart(['user', 'list', ...args], { env: { DATABASE_URL: t.url } });
    return listed.stdout.split('\n').slice(0, -1);
  };
  const madeOn = await rawRows<{ email: string; at: number }>(t, 'select email, created_at as at from users');
  const day = (email: string) =>
    new Date(madeOn.find((user) => user.email === email)?.at ?? Number.NaN).toISOString().slice(0, 10);
  expect(await list()).toEqual([
    `OPERATOR  ACTIVE     ${day('Zawadi@example.com')}  Zawadi@example.com            Zawadi Njeri`,
    `CUSTOMER  ACTIVE     ${day('otieno@example.com')}  otieno@example.com            Zawadi Njeri`,
  ]);
  expect(await list('--role', 'customer')).toHaveLength(1);
});

test('When the email is taken, in whatever case, then it says so and exits with 1', async () => {
  const t = await TestLedger.open();
  await create(t);
  expect(await create(t, { email: 'ZAWADI@example.com' })).toEqual({
    code: 1,
    stdout: '',
    stderr: 'nissmart: There is an account with this email already\n',
  });
});

test.each([
  [{ email: 'zawadi' }, 'This is not an email address'],
  [{ password: 'short', role: 'customer' }, 'A password has at least 8 characters'],
  [{ password: 'fourteen signs' }, 'The password of staff has at least 15 characters'],
  [
    { password: 'sunshine1', role: 'customer' },
    'Many people use this password, so it is among the first that are tried; take another one',
  ],
])('When it is asked for %j, then it says what is wrong and exits with 2', async (wrong, line) => {
  const t = await TestLedger.open();
  expect(await create(t, wrong)).toEqual({ code: 2, stdout: '', stderr: `nissmart: ${line}\n` });
});

test('When there is no terminal to ask for the password, then it says so and exits with 2', async () => {
  const t = await TestLedger.open();
  const args = ['user', 'create', '--email', 'zawadi@example.com', '--name', 'Zawadi'];
  expect(await nissmart(args, { env: { DATABASE_URL: t.url } })).toEqual({
    code: 2,
    stdout: '',
    stderr: 'nissmart: there is no terminal to ask for the password; use --password-stdin\n',
  });
});

describe('user suspend and user reactivate', () => {
  const as = async (t: TestLedger, ...args: string[]) =>
    nissmart(['user', ...args], { env: { DATABASE_URL: t.url } });

  test('When a user is suspended and reactivated, then it is so, and the audit log has it of the system', async () => {
    const t = await TestLedger.open();
    await create(t, { role: 'customer' });
    const accounts = new Accounts(t.units, t.storage.reader, t.clock, t.ids, noThrottle);
    const signIn = async () =>
      accounts.login({ email: 'zawadi@example.com', password: PASSWORD }, { address: '127.0.0.1' });
    const { token, user } = await signIn();

    expect(await as(t, 'suspend', 'zawadi@Example.com', '--reason', 'Fraud')).toEqual({
      code: 0,
      stdout: 'Zawadi@example.com is suspended now\n',
      stderr: '',
    });
    const sessions = new Sessions(t.units, t.storage.reader, t.clock, t.ids);
    expect(await sessions.viewerOf(token)).toBeNull();
    await expect(signIn()).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await as(t, 'suspend', 'zawadi@example.com', '--reason', 'Fraud')).toEqual({
      code: 1,
      stdout: '',
      stderr: 'nissmart: The user is suspended already\n',
    });
    expect((await as(t, 'reactivate', 'zawadi@example.com', '--reason', 'Cleared')).stdout).toBe(
      'Zawadi@example.com is active now\n',
    );
    expect((await signIn()).user.status).toBe('ACTIVE');
    expect(await eventsOf(t, user)).toEqual([
      [null, 'USER_SUSPENDED', 'Fraud'],
      [null, 'USER_REACTIVATED', 'Cleared'],
    ]);
  });

  test('When it is the last operator, nobody, or without a reason, then it says so and nothing changes', async () => {
    const t = await TestLedger.open();
    await create(t);
    const suspend = async (...args: string[]) => {
      const { code, stderr } = await as(t, 'suspend', ...args);
      return [code, stderr];
    };
    expect(await suspend('zawadi@example.com', '--reason', 'Left us')).toEqual([
      1,
      'nissmart: The last active operator cannot be suspended\n',
    ]);
    expect(await suspend('nobody@example.com', '--reason', 'Left us')).toEqual([
      1,
      'nissmart: nobody has the email nobody@example.com\n',
    ]);
    expect(await suspend('zawadi@example.com', '--reason', ' ')).toEqual([2, 'nissmart: Say why\n']);
    expect((await suspend('zawadi@example.com'))[0]).toBe(2);
    expect((await as(t, 'list')).stdout).toContain('OPERATOR  ACTIVE');
  });
});
