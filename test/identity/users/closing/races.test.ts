import { expect, test } from '@jest/globals';
import { verifyBooks } from '../../../../server/ledger/verify/verify.js';
import { PASSWORD, User, type TestApi } from '../../../support/api.js';
import { expectBooksToBalance } from '../../../support/books.js';
import { TestLedger } from '../../../support/ledger.js';
import { rawRows } from '../../../support/raw-sql.js';
import { startApi } from '../../../support/started.js';

const ROUNDS = 12;

/** Lists concurrent requests at the other server while somebody closes their account. */
function meanwhile(there: TestApi, amina: User, brian: User, [hers, his]: readonly [string, string]) {
  const same = new User(there, amina.id, amina.email, amina.token);
  const sender = new User(there, brian.id, brian.email, brian.token);
  const again = { email: amina.email, displayName: 'Somebody new', password: PASSWORD };
  const toEmail = { fromWalletId: his, toEmail: amina.email, amount: '0.25', currency: 'KES' };
  return [
    same.deposit(hers, '1.00'),
    sender.transfer(his, hers, '0.50'),
    sender.post('/api/transfers', toEmail),
    there.stranger.post('/api/auth/login', { email: amina.email, password: PASSWORD }),
    same.post('/api/tokens', { name: 'Phone' }),
    same.post('/api/wallets', { name: 'Another', currency: 'USD' }),
    same.post('/api/auth/profile', { displayName: 'Amina again' }),
    same.post('/api/auth/confirmation', { password: PASSWORD }),
    there.stranger.post('/api/auth/register', again),
  ] as const;
}

test('When everything happens at once at two servers, then an account is closed with all that is its, or not at all', async () => {
  const t = await TestLedger.open();
  const [here, there] = [await startApi({ databaseUrl: t.url }), await startApi({ databaseUrl: t.url })];
  const brian = await here.customer('Brian Mwangi');
  const his = await brian.wallet({ balance: '1000.00' });
  const seen = new Set<number>();
  for (let round = 0; round < ROUNDS; round += 1) {
    const amina = await here.customer('Amina Otieno');
    const hers = await amina.wallet();
    // Now one is ahead, now the other.
    const first = round % 3 === 0 ? undefined : amina.post('/api/me/close', {});
    if (round % 3 === 1) await first;
    const others = meanwhile(there, amina, brian, [hers, his]);
    if (!first) await others[1];
    const [closed, answers] = [await (first ?? amina.post('/api/me/close', {})), await Promise.all(others)];
    seen.add(closed.status);

    const isClosed = closed.status === 204;
    const [row] = await rawRows<{ status: string; display_name: string; email: string }>(
      t,
      'select status, display_name, email from users where id = ?',
      [amina.id],
    );
    expect(row?.status).toBe(isClosed ? 'CLOSED' : 'ACTIVE');
    const owned = async (sql: string) => rawRows<Record<string, unknown>>(t, sql, [amina.id]);
    const wallets = await owned('select status, posted, name from wallets where owner_id = ?');
    const arrived = answers.slice(0, 3).some(({ status }) => status === 201);
    if (isClosed) {
      expect(row).toMatchObject({ display_name: 'Closed account', email: `closed-${amina.id}` });
      for (const wallet of wallets)
        expect(wallet).toEqual({ status: 'CLOSED', posted: 0, name: 'Closed wallet' });
      for (const table of ['sessions', 'api_tokens', 'email_tokens', 'outgoing_mails'])
        expect(await owned(`select 1 from ${table} where user_id = ?`)).toEqual([]);
      expect(arrived).toBe(false);
    } else {
      expect([closed.status, closed.at('code'), arrived]).toEqual([409, 'INVALID_STATE', true]);
      expect(answers.at(-1)?.at('code') ?? 'EMAIL_TAKEN').toBe('EMAIL_TAKEN');
    }
    // No answer is an internal error.
    expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
  }
  expect([...seen].sort()).toEqual([204, 409]);
  await expectBooksToBalance(t.storage);
  const schema = await t.storage.expectedSchema();
  expect((await verifyBooks(t.storage.reader, t.clock, undefined, { schema })).problems).toEqual([]);
});
