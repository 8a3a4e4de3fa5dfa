import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import type { TokenAccess } from '../../../../server/identity/model/api-token.js';
import type { Role } from '../../../../server/identity/model/user.js';
import { useApi, type User } from '../../../support/api.js';
import { askForToken, auditOf, errorOf, revoke, tokenOf } from '../../../support/api-tokens.js';
import { rawRows } from '../../../support/raw-sql.js';

const api = useApi();
const DAY_MS = 24 * 60 * 60 * 1000;
const MINE = '{ me { apiTokens(status: [ACTIVE]) { nodes { id name } } } }';

async function person(role: Role): Promise<User> {
  return role === 'CUSTOMER' ? api.customer() : api.staff(role);
}

describe('Making a token', () => {
  test('shows it once, stores no more than its hash, and lands in the audit log', async () => {
    const amina = await api.customer();
    const answer = await askForToken(amina, { name: '  Bookkeeping ', access: 'READ', expiresInDays: 30 });

    const token = answer.text('data.createApiToken.token');
    expect(token).toMatch(/^nsm_[\w-]{43}$/);
    const id = answer.text('data.createApiToken.apiToken.id');
    const terms = { name: 'Bookkeeping', role: 'CUSTOMER', access: 'READ' };
    expect(answer.at('data.createApiToken.apiToken')).toEqual({
      ...{ id, ...terms, status: 'ACTIVE', ending: token.slice(-4), user: { id: amina.id } },
      ...{ createdAt: expect.any(String), expiresAt: expect.any(String) },
      ...{ lastUsedAt: null, revokedAt: null, revokedBy: null },
    });
    const [createdAt, expiresAt] = ['createdAt', 'expiresAt'].map((name) =>
      answer.text(`data.createApiToken.apiToken.${name}`),
    );
    expect(Date.parse(expiresAt ?? '') - Date.parse(createdAt ?? '')).toBe(30 * DAY_MS);

    const [stored] = await rawRows<Record<string, unknown>>(api, 'select * from api_tokens where id = ?', [
      id,
    ]);
    expect(stored?.token_hash).toBe(createHash('sha256').update(token).digest('hex'));
    expect(Object.values(stored ?? {}).join(' ')).not.toContain(token.slice(4, -4));
    expect(await auditOf(api, amina)).toEqual([
      {
        ...{ action: 'API_TOKEN_CREATED', actor_id: amina.id, reason: null },
        details: { apiTokenId: id, ...terms, expiresAt },
      },
    ]);
  });

  test.each<[Role, Role, TokenAccess]>([
    ['CUSTOMER', 'CUSTOMER', 'WRITE'],
    ['ANALYST', 'ANALYST', 'READ'],
    ['OPERATOR', 'OPERATOR', 'WRITE'],
  ])('a %s who says no more gets one that is %s and may %s, for 90 days', async (role, given, access) => {
    const answer = await askForToken(await person(role));
    const { createdAt, expiresAt, ...terms } = answer.at('data.createApiToken.apiToken') as Record<
      string,
      string
    >;
    expect(terms).toMatchObject({ role: given, access });
    expect(Date.parse(expiresAt ?? '') - Date.parse(createdAt ?? '')).toBe(90 * DAY_MS);
  });

  test.each<[Role, Role, boolean]>([
    ['CUSTOMER', 'ANALYST', false],
    ['CUSTOMER', 'OPERATOR', false],
    ['ANALYST', 'OPERATOR', false],
    ['ANALYST', 'CUSTOMER', false],
    ['OPERATOR', 'CUSTOMER', false],
    ['OPERATOR', 'ANALYST', true],
    ['OPERATOR', 'OPERATOR', true],
  ])('a %s who asks for %s: %s', async (own, role, may) => {
    const owner = await person(own);
    const answer = await askForToken(owner, { role });
    if (may) expect(answer.at('data.createApiToken.apiToken.role')).toBe(role);
    else expect(errorOf(answer)).toMatchObject({ code: 'FORBIDDEN', details: { role } });
    expect(await auditOf(api, owner)).toHaveLength(may ? 1 : 0);
  });

  test.each([
    ['name', { name: ' ' }],
    ['name', { name: 'a'.repeat(81) }],
    ['name', { name: 'a\u0007b' }],
    ['expiresInDays', { expiresInDays: 0 }],
    ['expiresInDays', { expiresInDays: 367 }],
  ])('with a %s that is not acceptable makes none', async (field, input) => {
    const amina = await api.customer();
    expect(errorOf(await askForToken(amina, input))).toMatchObject({
      code: 'BAD_USER_INPUT',
      details: { field },
    });
    expect((await amina.graphql(MINE)).at('data.me.apiTokens.nodes')).toEqual([]);
  });

  test('for an analyst makes none that could write', async () => {
    for (const role of ['ANALYST', 'OPERATOR'] as const) {
      const answer = await askForToken(await api.staff(role), { role: 'ANALYST', access: 'WRITE' });
      expect(errorOf(answer)).toMatchObject({ code: 'BAD_USER_INPUT', details: { field: 'access' } });
    }
  });

  test('twice by one name makes one, until that one is revoked', async () => {
    const [amina, brian] = [await api.customer(), await api.customer()];
    const { id } = await tokenOf(api, amina, { name: 'Phone' });
    expect(errorOf(await askForToken(amina, { name: 'Phone' }))).toMatchObject({
      code: 'BAD_USER_INPUT',
      details: { field: 'name' },
    });
    await tokenOf(api, brian, { name: 'Phone' });
    await revoke(amina, id);
    const { id: second } = await tokenOf(api, amina, { name: 'Phone' });
    expect((await amina.graphql(MINE)).at('data.me.apiTokens.nodes')).toEqual([
      { id: second, name: 'Phone' },
    ]);
  });

  test('is refused to whoever has twenty active ones, also when all are asked for at once', async () => {
    const amina = await api.customer();
    const answers = await Promise.all(
      Array.from({ length: 23 }, async (_, index) => askForToken(amina, { name: `Nº ${String(index)}` })),
    );
    const refused = answers.filter((answer) => answer.at('errors') !== undefined);
    expect(refused.map(errorOf)).toEqual(
      Array.from({ length: 3 }, () =>
        expect.objectContaining({ code: 'BAD_USER_INPUT', details: { apiTokensMax: 20 } }),
      ),
    );
    const nodes = (await amina.graphql(MINE)).list('data.me.apiTokens.nodes') as { id: string }[];
    expect(nodes).toHaveLength(20);
    await revoke(amina, nodes[0]?.id ?? '');
    expect((await askForToken(amina, { name: 'One more' })).at('errors')).toBeUndefined();
  });
});

test('A session that ends while its request is on the way makes no token any more', async () => {
  const amina = await api.customer();
  const { apiTokens, viewers, sessions } = api.app.services;
  const viewer = await viewers.ofBearer(amina.token);
  if (!viewer) throw new Error('She is signed in');
  await sessions.close(viewer);
  const request = { name: 'Late', role: undefined, access: undefined, expiresInDays: undefined };
  await expect(apiTokens.create(amina.id, amina.id, request, viewer.credential)).rejects.toMatchObject({
    code: 'UNAUTHENTICATED',
  });
  expect(await rawRows(api, 'select id from api_tokens where user_id = ?', [amina.id])).toEqual([]);
});
