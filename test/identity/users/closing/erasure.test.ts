import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { PERSONAL_DATA } from './personal-data.js';
import { actionsOn, startWithMail } from '../../../graphql/resolvers/accounts/mailed.js';
import type { User } from '../../../support/api.js';
import { TestLedger } from '../../../support/ledger.js';
import { rawRows, rawSql } from '../../../support/raw-sql.js';
import { columnsOf, tablesOf } from '../../../support/tables.js';

/** Every table with its columns, as the migrations make them. */
async function columnsOfTables(t: Pick<TestLedger, 'storage'>): Promise<Map<string, string[]>> {
  const columns = new Map<string, string[]>();
  for (const table of await tablesOf(t)) {
    columns.set(
      table,
      (await columnsOf(t, table)).map(({ name }) => name),
    );
  }
  return columns;
}

describe('The list of personal data', () => {
  test('says of every column of every table what becomes of it, once, and of no other', async () => {
    const columns = await columnsOfTables(await TestLedger.open());
    const listed = Object.entries(PERSONAL_DATA).map(([table, { erased, kept }]) => {
      const gone = erased === 'ROW' ? (columns.get(table) ?? []) : erased;
      return [table, [...gone, ...kept].sort()] as const;
    });
    expect(new Map(listed)).toEqual(new Map([...columns].map(([table, names]) => [table, names.toSorted()])));
    for (const { kept, why } of Object.values(PERSONAL_DATA)) expect(kept.length > 0).toBe(why !== undefined);
  });
});

/** Finds the columns of the database that contain a text, as `table.column`. */
async function placesOf(t: Pick<TestLedger, 'storage'>, texts: readonly string[]): Promise<string[]> {
  const places = new Set<string>();
  for (const table of await tablesOf(t)) {
    for (const row of await rawRows(t, `select * from ${table}`)) {
      for (const [column, value] of Object.entries(row)) {
        const stored = JSON.stringify(value).toLowerCase();
        if (texts.some((text) => stored.includes(text.toLowerCase()))) places.add(`${table}.${column}`);
      }
    }
  }
  return [...places].sort();
}

describe('What is known of a person', () => {
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

  /** Leaves something of a person in every table that can have it. */
  async function live(user: User, file: Pick<TestLedger, 'storage'>): Promise<void> {
    const account = sha256(user.email);
    await user.wallet({ name: 'Wanjiku fund' });
    await user.post('/api/tokens', { name: 'Wanjiku phone' });
    await user.post('/api/auth/profile', { displayName: 'Amina Wanjiku' });
    await rawSql(file, `insert into known_origins values ('${'1'.repeat(64)}', ?, 'DEVICE', 1)`, [account]);
    await rawSql(file, `insert into sign_in_failures values (?, 1, 9000000000000)`, [
      sha256(`account\n${account}`),
    ]);
    await rawSql(
      file,
      `insert into external_identities values ('i', 'https://id.example', 's', ?, ?, 1, 1)`,
      [user.id, user.email],
    );
    await rawSql(file, `insert into email_tokens values ('${'2'.repeat(64)}', 'VERIFY_EMAIL', ?, ?, 0, 1)`, [
      user.id,
      user.email,
    ]);
    await rawSql(
      file,
      `insert into outgoing_mails (id, kind, address, user_id, created_at, attempts, next_attempt_at)
      values ('1', 'PASSWORD_CHANGED', ?, ?, 0, 1, 8e15), ('2', 'PASSWORD_RESET', ?, null, 0, 1, 8e15),
        ('3', 'PASSWORD_RESET', 'somebody@example.com', null, 0, 1, 8e15)`,
      [user.email, user.id, user.email],
    );
  }

  test('is gone from every column once they have closed their account, but for what the list keeps', async () => {
    const t = await TestLedger.open();
    const { api } = await startWithMail({ databaseUrl: t.url });
    const [amina, other] = [await api.customer('Amina Wanjiku'), await api.customer('Brian Mwangi')];
    await live(amina, t);
    await other.post('/api/tokens', { name: 'Brian phone' });
    const marks = [amina.email, sha256(amina.email), sha256(`account\n${sha256(amina.email)}`), 'Wanjiku'];
    const before = await placesOf(t, marks);
    expect(before).toEqual(
      expect.arrayContaining([
        ...['api_tokens.name', 'email_tokens.email', 'known_origins.account', 'outgoing_mails.address'],
        ...[
          'sign_in_failures.counted_by',
          'users.display_name',
          'users.email',
          'users.email_key',
          'wallets.name',
        ],
      ]),
    );
    const answer = await amina.post('/api/me/close', {});
    expect(answer.status).toBe(204);

    const left = await placesOf(t, marks);
    expect(left.filter((place) => !isKept(place))).toEqual([]);
    expect(left).toEqual(['audit_events.details']);
    for (const table of ['sessions', 'api_tokens', 'email_tokens', 'external_identities']) {
      const rows = await rawRows(t, `select 1 from ${table} where user_id = ?`, [amina.id]);
      expect([table, rows]).toEqual([table, []]);
    }
    const mails = await rawRows<{ id: string }>(t, 'select id from outgoing_mails');
    expect(mails.map(({ id }) => id)).toEqual(['3']);
    const [row] = await rawRows(t, 'select * from users where id = ?', [amina.id]);
    expect(row).toMatchObject({
      ...{ email: `closed-${amina.id}`, email_key: `closed-${amina.id}`, display_name: 'Closed account' },
      ...{ password_hash: '!', email_verified_at: null, status: 'CLOSED', role: 'CUSTOMER' },
    });
    expect((await actionsOn(api, amina.id)).at(-1)).toMatchObject({
      ...{ action: 'ACCOUNT_CLOSED', actor_id: amina.id },
      details: '{"wallets":1,"sessions":1,"apiTokens":1}',
    });
    // Others have lost nothing.
    expect((await other.get('/api/tokens')).list('data')).toHaveLength(1);
    expect((await other.get('/api/me')).at('displayName')).toBe('Brian Mwangi');
  });
});

function isKept(place: string): boolean {
  const [table = '', column = ''] = place.split('.');
  return PERSONAL_DATA[table]?.kept.includes(column) ?? false;
}
