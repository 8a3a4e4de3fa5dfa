import { expect, test } from '@jest/globals';
import { Accounts } from '../../server/identity/accounts.js';
import { noThrottle } from '../../server/identity/sign-in-throttle.js';
import { TestLedger } from '../support/ledger.js';
import { nissmart } from '../support/process.js';

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
  const { user } = await accounts.login({ email: 'zawadi@example.com', password: PASSWORD }, '127.0.0.1');
  expect(user).toMatchObject({ role: 'OPERATOR', displayName: 'Zawadi Njeri', status: 'ACTIVE' });

  await create(t, { email: 'otieno@example.com', role: 'customer' });
  const list = async (...args: string[]) => {
    const listed = await nissmart(['user', 'list', ...args], { env: { DATABASE_URL: t.url } });
    return listed.stdout.split('\n').slice(0, -1);
  };
  const today = new Date().toISOString().slice(0, 10);
  expect(await list()).toEqual([
    `OPERATOR  ACTIVE     ${today}  Zawadi@example.com            Zawadi Njeri`,
    `CUSTOMER  ACTIVE     ${today}  otieno@example.com            Zawadi Njeri`,
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
  [{ email: 'zawadi' }, 'This is no email address'],
  [{ password: 'short' }, 'A password has at least 8 characters'],
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
