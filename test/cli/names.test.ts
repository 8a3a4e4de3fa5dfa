import { describe, expect, test } from '@jest/globals';
import { Accounts } from '../../server/identity/users/accounts.js';
import { noThrottle } from '../../server/identity/throttles/sign-in-throttle.js';
import { TestLedger } from '../support/ledger.js';
import { nissmart, type Ended } from '../support/process.js';
import { rawRows } from '../support/raw-sql.js';

const EMAIL = 'zawadi@example.com';
const PASSWORD = 'correct horse battery';

/** A database with one customer. */
async function open(): Promise<TestLedger> {
  const t = await TestLedger.open();
  const accounts = new Accounts(t.units, t.storage.reader, t.clock, t.ids, noThrottle);
  await accounts.create({ email: EMAIL, displayName: 'Zawadi Njeri', password: PASSWORD }, 'CUSTOMER');
  return t;
}

async function run(t: TestLedger, args: readonly string[]): Promise<Ended> {
  return nissmart(args, { env: { DATABASE_URL: t.url }, input: `${PASSWORD}\n` });
}

/** Everything that a command about users could have written. */
async function stored(t: TestLedger): Promise<object> {
  return {
    users: await rawRows(t, 'select * from users order by id'),
    tokens: await rawRows(t, 'select * from api_tokens order by id'),
    events: await rawRows(t, 'select * from audit_events order by sequence'),
  };
}

const create = ['user', 'create', '--email', 'otieno@example.com', '--password-stdin', '--name'];
const token = ['user', 'token', EMAIL, '--name'];
/** A zero-width space, and the cell of Braille without dots beside a filler of Hangul. */
const UNSEEN = [' ', '\u200b', ' \u2800\u3164 '];

/** Every one of the texts is refused, and nothing at all is written. */
async function expectRefusals(
  t: TestLedger,
  args: readonly string[],
  refusals: readonly (readonly [text: string, line: string])[],
): Promise<void> {
  const before = await stored(t);
  for (const [text, line] of refusals) {
    const ended = await run(t, [...args, text]);
    expect([text, ended]).toEqual([text, { code: 2, stdout: '', stderr: `nissmart: ${line}\n` }]);
  }
  expect(await stored(t)).toEqual(before);
}

describe.each([
  ['user create --name', create],
  ['user token --name', token],
])('nissmart %s', (_title, args) => {
  test('refuses in one line what is not a name, exits with 2 and stores nothing', async () => {
    await expectRefusals(await open(), args, [
      ...UNSEEN.map((name) => [name, 'A name is needed, with a character that can be seen'] as const),
      ['House\nLoan', 'A name is one line without tabs'],
      ['House\u202eLoan', 'A name has no control characters'],
      ['x'.repeat(81), 'A name has at most 80 characters'],
    ]);
  });

  test('keeps a name as it is, without what cannot be seen around it', async () => {
    const t = await open();
    expect(await run(t, [...args, '\u200b ❤️ خانه‌ام \u2800'])).toMatchObject({ code: 0 });
    const names = await rawRows<{ name: string }>(
      t,
      "select display_name as name from users where email like 'otieno%' union select name from api_tokens",
    );
    expect(names).toEqual([{ name: '❤️ خانه‌ام' }]);
  });
});

test.each(['suspend', 'reactivate'])(
  'nissmart user %s refuses in one line what is no reason, exits with 2 and stores nothing',
  async (act) => {
    const t = await open();
    if (act === 'reactivate') await run(t, ['user', 'suspend', EMAIL, '--reason', 'Fraud']);
    await expectRefusals(
      t,
      ['user', act, EMAIL, '--reason'],
      [
        ...UNSEEN.map((reason) => [reason, 'Say why'] as const),
        ['As \u001b[31magreed', 'reason has control characters or is not Unicode'],
        ['x'.repeat(281), 'reason has at most 280 characters'],
      ],
    );
  },
);
