import { expect, describe, test } from '@jest/globals';
import { Accounts } from '../../../server/identity/users/accounts.js';
import { noThrottle } from '../../../server/identity/throttles/sign-in-throttle.js';
import type { Role } from '../../../server/identity/model/user.js';
import { Client } from '../../support/client.js';
import { TestLedger } from '../../support/ledger.js';
import { nissmart } from '../../support/process.js';
import { rawRows } from '../../support/raw-sql.js';
import { startApi } from '../../support/started.js';

/** A database with one user. */
async function withUser(email: string, role: Role): Promise<TestLedger> {
  const t = await TestLedger.open();
  const accounts = new Accounts(t.units, t.storage.reader, t.clock, t.ids, noThrottle);
  await accounts.create({ email, displayName: 'Zawadi Njeri', password: 'correct horse battery' }, role);
  return t;
}

describe('nissmart user token', () => {
  const make = async (t: TestLedger, ...args: string[]) =>
    nissmart(['user', 'token', ...args], { env: { DATABASE_URL: t.url } });

  test('When a token is made for an operator, then it alone is on standard output, and exports', async () => {
    const t = await withUser('Zawadi@example.com', 'OPERATOR');
    const args = ['zawadi@example.com', '--name', 'Nightly export', '--role', 'analyst', '--days', '30'];
    const end = () => new Date(Date.now() + 30 * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
    const earliest = end();
    const { code, stdout, stderr } = await make(t, ...args);
    // Midnight may come in between.
    expect(
      [earliest, end()].map((day) => `Nightly export acts for Zawadi@example.com as ANALYST until ${day}\n`),
    ).toContain(stderr);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^nsm_[\w-]{43}\n$/);

    const api = await startApi({ databaseUrl: t.url });
    const program = new Client(api, { authorization: `Bearer ${stdout.trim()}` });
    expect((await program.get('/api/exports/entries')).status).toBe(200);
    expect((await program.get('/api/me')).at('email')).toBe('Zawadi@example.com');
    const [event] = await rawRows<{ actor_id: string | null; details: string }>(
      t,
      "select actor_id, details from audit_events where action = 'API_TOKEN_CREATED'",
    );
    expect(event?.actor_id).toBeNull();
    expect(JSON.parse(event?.details ?? '')).toMatchObject({ role: 'ANALYST', access: 'READ' });
  });

  test('When it is for a customer and for reading, then it does not write', async () => {
    const t = await withUser('otieno@example.com', 'CUSTOMER');
    const { stdout } = await make(t, 'Otieno@example.com', '--name', 'Phone', '--read-only');
    const api = await startApi({ databaseUrl: t.url });
    const program = new Client(api, { authorization: `Bearer ${stdout.trim()}` });
    expect((await program.get('/api/wallets')).status).toBe(200);
    expect((await program.post('/api/wallets', { name: 'A', currency: 'KES' })).status).toBe(403);
  });

  test.each([
    [['nobody@example.com', '--name', 'A'], 1, 'nobody has the email nobody@example.com'],
    [['otieno@example.com', '--name', 'A', '--role', 'operator'], 1, 'A token of this user may be CUSTOMER'],
    [['otieno@example.com', '--name', 'A', '--days', '367'], 2, 'An API token lasts from 1 to 366 days'],
    [['otieno@example.com', '--name', ' '], 2, 'A name is needed, with a character that can be seen'],
  ])('When it is asked for %j, then it exits with %d and says why', async (args, code, line) => {
    const t = await withUser('otieno@example.com', 'CUSTOMER');
    expect(await make(t, ...args)).toEqual({ code, stdout: '', stderr: `nissmart: ${line}\n` });
    expect(await rawRows(t, 'select id from api_tokens')).toEqual([]);
  });
});
