import { describe, expect, test } from '@jest/globals';
import type { Role } from '../../../../server/identity/model/user.js';
import { useApi, type User } from '../../../support/api.js';
import { auditOf, errorOf, revoke, tokenOf } from '../../../support/api-tokens.js';

const api = useApi();
const MINE = '{ me { apiTokens(status: [ACTIVE]) { nodes { id name } } } }';

async function person(role: Role): Promise<User> {
  return role === 'CUSTOMER' ? api.customer() : api.staff(role);
}

describe('Revoking a token', () => {
  test('ends it for good, and a second time changes nothing', async () => {
    const amina = await api.customer();
    const { id, client } = await tokenOf(api, amina);
    expect((await client.graphql('{ me { id } }')).at('data.me.id')).toBe(amina.id);

    const done = { data: { revokeApiToken: true } };
    expect((await revoke(amina, id.toUpperCase())).body).toEqual(done);
    expect((await revoke(amina, id)).body).toEqual(done);

    expect((await client.graphql('{ me { id } }')).at('data.me')).toBeNull();
    expect((await client.get('/api/wallets')).at('code')).toBe('UNAUTHENTICATED');
    expect((await auditOf(api, amina)).map(({ action }) => action)).toEqual([
      'API_TOKEN_CREATED',
      'API_TOKEN_REVOKED',
    ]);
    const list = '{ me { apiTokens { nodes { status revokedAt revokedBy { id } } } } }';
    expect((await amina.graphql(list)).at('data.me.apiTokens.nodes')).toEqual([
      { status: 'REVOKED', revokedAt: expect.any(String), revokedBy: { id: amina.id } },
    ]);
  });

  test('is for its user; another customer’s is not there, and an analyst writes nothing', async () => {
    const [amina, brian, analyst] = [await api.customer(), await api.customer(), await api.staff('ANALYST')];
    const { id, client } = await tokenOf(api, amina);
    const missing = await revoke(brian, '01900000-0000-7000-8000-000000000000');
    expect(errorOf(missing)).toMatchObject({ code: 'NOT_FOUND' });
    expect((await revoke(brian, id)).at('errors.0.message')).toBe(missing.at('errors.0.message'));
    expect(errorOf(await revoke(analyst, id, 'Why not'))).toMatchObject({ code: 'FORBIDDEN' });
    expect((await client.get('/api/me')).status).toBe(200);
    expect(await auditOf(api, amina)).toHaveLength(1);
  });

  test('of somebody else is an operator’s, with a reason; the user does not learn whose', async () => {
    const [amina, operator] = [await api.customer(), await api.staff('OPERATOR')];
    const { id, client } = await tokenOf(api, amina);
    expect(errorOf(await revoke(operator, id, ' '))).toMatchObject({
      code: 'BAD_USER_INPUT',
      details: { field: 'reason' },
    });
    expect((await client.get('/api/me')).status).toBe(200);

    expect((await revoke(operator, id, 'Seen in a public repository')).at('data.revokeApiToken')).toBe(true);

    expect((await client.get('/api/me')).status).toBe(401);
    expect((await auditOf(api, amina)).at(-1)).toMatchObject({
      ...{ action: 'API_TOKEN_REVOKED', actor_id: operator.id, reason: 'Seen in a public repository' },
      details: { apiTokenId: id },
    });
    const revokedBy = '{ apiTokens { nodes { revokedBy { id } } } }';
    expect((await amina.graphql(`{ me ${revokedBy} }`)).at('data.me.apiTokens.nodes.0.revokedBy')).toBeNull();
    const asStaff = await operator.graphql(`{ user(id: "${amina.id}") ${revokedBy} }`);
    expect(asStaff.at('data.user.apiTokens.nodes.0.revokedBy.id')).toBe(operator.id);
  });
});

describe('A list of tokens', () => {
  test('has one’s own, the newest first, in pages and by status', async () => {
    const [amina, brian] = [await api.customer(), await api.customer()];
    await tokenOf(api, brian, { name: 'His' });
    for (const name of ['First', 'Second', 'Third']) await tokenOf(api, amina, { name });
    const list = `query ($first: Int, $after: String, $status: [ApiTokenStatus!]) {
      me { apiTokens(first: $first, after: $after, status: $status) { nodes { id name } pageInfo { endCursor hasNextPage } } }
    }`;
    const names = async (variables: object) => {
      const answer = await amina.graphql(list, { ...variables });
      const { nodes, pageInfo } = answer.at('data.me.apiTokens') as {
        nodes: { id: string; name: string }[];
        pageInfo: { endCursor: string; hasNextPage: boolean };
      };
      return { names: nodes.map(({ name }) => name), nodes, pageInfo };
    };
    const first = await names({ first: 2 });
    expect([first.names, first.pageInfo.hasNextPage]).toEqual([['Third', 'Second'], true]);
    expect((await names({ first: 2, after: first.pageInfo.endCursor })).names).toEqual(['First']);

    await revoke(amina, first.nodes[1]?.id ?? '');
    expect((await names({ status: ['REVOKED'] })).names).toEqual(['Second']);
    expect((await names({ status: ['ACTIVE', 'EXPIRED'] })).names).toEqual(['Third', 'First']);
    expect((await names({ status: ['EXPIRED'] })).names).toEqual([]);
    expect((await names({ status: [] })).names).toEqual([]);
  });

  test('of many users has each one’s own, and is for staff', async () => {
    const operator = await api.staff('OPERATOR');
    const owners = await Promise.all(Array.from({ length: 3 }, async () => api.customer('Mwangi Tokens')));
    for (const owner of owners) await tokenOf(api, owner, { name: owner.id });
    const answer = await operator.graphql(
      '{ users(search: "Mwangi Tokens") { nodes { id apiTokens(first: 1) { nodes { name user { id } } } } } }',
    );
    expect(answer.at('data.users.nodes')).toEqual(
      owners
        .map(({ id }) => id)
        .sort()
        .map((id) => ({ id, apiTokens: { nodes: [{ name: id, user: { id } }] } })),
    );
  });
});

describe('A token', () => {
  const SESSIONS_ONLY = [
    'mutation { createApiToken(input: { name: "Child" }) { token } }',
    'mutation { revokeApiToken(id: "SELF") }',
    'mutation { logout }',
    'mutation { suspendUser(id: "OTHER", reason: "Why not") { id } }',
    'mutation { reactivateUser(id: "OTHER", reason: "Why not") { id } }',
  ];

  test.each(SESSIONS_ONLY)('may not %s', async (mutation) => {
    for (const role of ['CUSTOMER', 'OPERATOR'] as const) {
      const [owner, other] = [await person(role), await api.staff('OPERATOR')];
      const { id, client } = await tokenOf(api, owner);
      const answer = await client.graphql(mutation.replace('SELF', id).replace('OTHER', other.id));
      expect(errorOf(answer)).toMatchObject({ code: 'FORBIDDEN' });
      expect((await other.get('/api/me')).status).toBe(200);
      expect((await client.get('/api/me')).status).toBe(200);
      expect((await owner.graphql(MINE)).list('data.me.apiTokens.nodes')).toHaveLength(1);
    }
  });

  test('for reading is refused what writes, whoever its user is, and reads on', async () => {
    const [amina, operator] = [await api.customer(), await api.staff('OPERATOR')];
    const wallet = await amina.wallet({ balance: '5.00' });
    const freeze = `mutation { freezeWallet(id: "${wallet}", reason: "No") { id } }`;
    for (const [owner, name] of [
      [operator, 'OPERATOR'],
      [amina, 'CUSTOMER'],
    ] as const) {
      const { client } = await tokenOf(api, owner, { access: 'READ', name });
      const answer = await client.graphql(freeze);
      expect([answer.status, errorOf(answer)]).toEqual([403, expect.objectContaining({ code: 'FORBIDDEN' })]);
      const { status, body } = await client.withdraw(wallet, '1.00');
      expect([status, body]).toEqual([403, expect.objectContaining({ code: 'FORBIDDEN' })]);
      expect((await client.get(`/api/wallets/${wallet}`)).body).toMatchObject({
        status: 'ACTIVE',
        balance: { posted: { amount: '5.00' } },
      });
    }
  });
});
