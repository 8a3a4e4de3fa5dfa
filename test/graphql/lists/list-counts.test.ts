import { beforeAll, describe, expect, test } from '@jest/globals';
import { useApi, type User } from '../../support/api.js';
import { executedOn } from '../../support/executed.js';
import { fillLists, people } from './relay-lists.js';

const api = useApi();

beforeAll(async () => fillLists(api));

describe('How many a list has on all pages', () => {
  test('is told where counting is cheap, and is null elsewhere', async () => {
    const count = async (user: User, query: string, path: string) =>
      (await user.graphql(`{ ${query} }`)).at(`data.${path}.totalCount`);
    const { amina, analyst, savings } = people();
    const wallet = `wallet(id: "${savings}")`;
    const statement = `statement(walletId: "${savings}", from: "2000-01-01T00:00:00Z", to: "2100-01-01T00:00:00Z")`;
    for (const [user, query, path, total] of [
      [amina, 'wallets(first: 1) { totalCount }', 'wallets', 6],
      [amina, 'wallets(first: 1, filter: { search: "nothing has this" }) { totalCount }', 'wallets', 0],
      [analyst, `user(id: "${amina.id}") { wallets(last: 2) { totalCount } }`, 'user.wallets', 6],
      [analyst, 'wallets { totalCount }', 'wallets', null],
      [amina, 'me { apiTokens(first: 1) { totalCount } }', 'me.apiTokens', 5],
      [amina, 'me { apiTokens(status: [REVOKED]) { totalCount } }', 'me.apiTokens', 0],
      [amina, `${wallet} { entries(first: 0) { totalCount } }`, 'wallet.entries', 11],
      [amina, `${wallet} { entries(filter: { search: " " }) { totalCount } }`, 'wallet.entries', 11],
      [amina, `${wallet} { entries(filter: { type: [DEPOSIT] }) { totalCount } }`, 'wallet.entries', null],
      [amina, `${statement} { entries(first: 3) { totalCount } }`, 'statement.entries', 11],
      [amina, `${wallet} { transactions { totalCount } }`, 'wallet.transactions', null],
      [amina, 'transactions { totalCount }', 'transactions', null],
      [analyst, 'auditEvents(filter: { action: [WALLET_FROZEN] }) { totalCount }', 'auditEvents', null],
      [analyst, 'users { totalCount }', 'users', null],
      [amina, 'transferBatches { totalCount }', 'transferBatches', null],
    ] as const) {
      expect([query, await count(user, query, path)]).toEqual([query, total]);
    }
    const log = await analyst.graphql('{ auditEvents(first: 100) { totalCount nodes { sequence } } }');
    expect(log.at('data.auditEvents.totalCount')).toBe(log.list('data.auditEvents.nodes').length);
  });

  test('takes one statement for all users of a page', async () => {
    const counted = await executedOn([api.storage.reader], async () =>
      people().analyst.graphql(
        '{ users { nodes { wallets(first: 1) { totalCount } apiTokens(first: 1) { totalCount } } } }',
      ),
    );
    // The session, the users, and of each list its pages and its counts.
    expect(counted.length).toBeLessThanOrEqual(7);
  });
});
