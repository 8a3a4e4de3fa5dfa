import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { expect, test } from '@jest/globals';
import { Client, PASSWORD, User } from '../support/api.js';
import { temporaryFolder } from '../support/ledger.js';
import { nissmart, serve, type Serving } from '../support/process.js';
import { rounds } from '../support/rounds.js';

const ROUNDS = rounds(2, 5);
const SAVERS = 4;
/** About as long as closing takes them all. */
const KILL_WITHIN_MS = 60;
const ROUND_MAX_MS = 60_000;

async function register(server: Serving, name: string): Promise<User> {
  const email = `${name}@example.com`;
  const registration = { email, displayName: 'Amina Wanjiku', password: PASSWORD };
  const session = await new Client(server).post('/api/auth/register', registration);
  const user = new User(server, session.text('user.id'), email, session.text('token'));
  for (const currency of ['KES', 'USD', 'JPY'] as const)
    await user.wallet({ name: 'Wanjiku fund', currency });
  await user.post('/api/tokens', { name: 'Wanjiku phone' });
  return user;
}

/** Counts the remains of a user: everything for an open account, nothing for a closed one. */
function leftOf(path: string, { id }: User) {
  const database = new Database(path, { readonly: true });
  const count = (sql: string) => Number(database.prepare(sql).pluck().get(id));
  const left = {
    active: count(
      `select count(*) from users where id = ? and status = 'ACTIVE' and email not like 'closed-%'`,
    ),
    named: count(`select count(*) from users where id = ? and display_name = 'Amina Wanjiku'`),
    passwords: count(`select count(*) from users where id = ? and password_hash <> '!'`),
    wallets: count(
      `select count(*) from wallets where owner_id = ? and status = 'ACTIVE' and name = 'Wanjiku fund'`,
    ),
    sessions: count('select count(*) from sessions where user_id = ?'),
    tokens: count('select count(*) from api_tokens where user_id = ?'),
    notTold: 1 - count(`select count(*) from audit_events where user_id = ? and action = 'ACCOUNT_CLOSED'`),
  };
  database.close();
  return left;
}

const WHOLE = { active: 1, named: 1, passwords: 1, wallets: 3, sessions: 1, tokens: 1, notTold: 1 };
const GONE = { active: 0, named: 0, passwords: 0, wallets: 0, sessions: 0, tokens: 0, notTold: 0 };

test(
  'When the server is killed while accounts are closed, then each is closed whole or not at all, and can be closed after',
  async () => {
    const path = join(temporaryFolder(), 'nissmart.db');
    const env = { DATABASE_URL: `sqlite:${path}` };
    for (let round = 0; round < ROUNDS; round += 1) {
      const server = await serve(env);
      const names = Array.from({ length: SAVERS }, (_, index) => `saver-${round}-${index}`);
      const savers = await Promise.all(names.map(async (name) => register(server, name)));
      const closing = savers.map(async (saver) =>
        saver.post('/api/me/close', {}).then(
          ({ status }) => status,
          () => undefined,
        ),
      );
      await sleep(randomInt(KILL_WITHIN_MS));
      server.process.child.kill('SIGKILL');
      await server.process.ended;
      const answers = await Promise.all(closing);

      const again = await serve(env);
      for (const [index, saver] of savers.entries()) {
        const left = leftOf(path, saver);
        expect(left).toEqual(left.active === 1 ? WHOLE : GONE);
        // An answer 204 means that the account is closed.
        if (answers[index] === 204) expect(left).toEqual(GONE);
        const same = new User(again, saver.id, saver.email, saver.token);
        expect((await same.post('/api/me/close', {})).status).toBe(left.active === 1 ? 204 : 401);
        expect(leftOf(path, saver)).toEqual(GONE);
      }
      again.process.child.kill('SIGTERM');
      await again.process.ended;
    }
    const { code, stdout } = await nissmart(['verify'], { env });
    expect([code, stdout]).toEqual([0, expect.stringContaining('The books are right.')]);
  },
  ROUNDS * ROUND_MAX_MS,
);
