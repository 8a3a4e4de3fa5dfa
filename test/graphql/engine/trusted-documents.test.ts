import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { ConfigError } from '../../../server/config/config.js';
import { DOCUMENTS } from '../../../server/rest/routes/documents.js';
import type { Answer } from '../../support/answer.js';
import { useApi, type User } from '../../support/api.js';
import { temporaryFolder } from '../../support/ledger.js';
import { startApi } from '../../support/started.js';

const OWN = 'query Own { me { id displayName } }';
const LIVE = 'subscription Live { walletChanges { id } }';
const own = join(temporaryFolder(), 'documents.json');
writeFileSync(own, JSON.stringify({ 'own-1': OWN, [`sha256:${sha256(LIVE)}`]: LIVE }));

const api = useApi({ documents: 'trusted', trustedDocumentsFile: own });

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function sourceOf(operation: string): string {
  return DOCUMENTS.get(operation)?.source ?? '';
}

async function get(user: User, parameters: Readonly<Record<string, string>>): Promise<Answer> {
  return user.get(`/graphql?${new URLSearchParams(parameters).toString()}`);
}

const REFUSED = { status: 403, body: { errors: [{ extensions: { code: 'DOCUMENT_NOT_TRUSTED' } }] } };

describe('With trusted documents', () => {
  test('the text of one is executed in whichever spacing, with its variables', async () => {
    const user = await api.customer('Amina Otieno');
    const input = { name: 'School', currency: 'KES' };

    const spaced = await user.graphql(`# ours\nquery Own{me{id,displayName}}`);
    const created = await user.graphql(sourceOf('createWallet'), { input });

    expect(spaced.body).toEqual({ data: { me: { id: user.id, displayName: 'Amina Otieno' } } });
    expect(created.text('data.createWallet.wallet.name')).toBe('School');
  });

  test.each([
    ['the id of its file', { documentId: 'own-1' }],
    ['the hash of its text', { documentId: sha256(OWN) }],
    ['the hash with its kind', { documentId: `sha256:${sha256(OWN)}` }],
    ['Apollo’s extension', { extensions: { persistedQuery: { version: 1, sha256Hash: sha256(OWN) } } }],
  ])('one is executed by %s, by POST and by GET', async (_how, asked) => {
    const user = await api.customer();
    const parameters = Object.entries(asked).map(([name, value]): [string, string] => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]);

    const posted = await user.post('/graphql', asked);
    const got = await get(user, Object.fromEntries(parameters));

    for (const { status, body } of [posted, got]) {
      expect({ status, body }).toMatchObject({ status: 200, body: { data: { me: { id: user.id } } } });
    }
  });

  test.each([
    ['a field more', OWN.replace('id', 'id email')],
    ['another alias', OWN.replace('id', 'x: id')],
    ['an operation more', `${OWN} query More { me { email } }`],
    ['a question for the schema', '{ __schema { types { name } } }'],
    ['what is no GraphQL at all', '}{ "'],
    ['more than any document has', `${OWN}${' '.repeat(40_000)}`],
  ])('%s is refused, however it is sent', async (_what, query) => {
    const user = await api.customer();
    const extensions = { persistedQuery: { version: 1, sha256Hash: sha256(query) } };

    expect(await user.graphql(query)).toMatchObject(REFUSED);
    // A client that would have the server remember it.
    expect(await user.post('/graphql', { query, extensions })).toMatchObject(REFUSED);
    expect(await user.post('/graphql', { extensions })).toMatchObject(REFUSED);
    expect(await user.post('/graphql/stream', { query })).toMatchObject(REFUSED);
    if (query.length > 1_000) return;
    expect(await get(user, { query })).toMatchObject(REFUSED);
    expect(await get(user, { query, documentId: 'own-1' })).toMatchObject(REFUSED);
    expect(
      (
        await user.get(
          `/graphql?${new URLSearchParams([
            ['documentId', 'own-1'],
            ['documentId', 'own-1'],
            ['query', query],
          ]).toString()}`,
        )
      ).status,
    ).toBe(403);
  });

  test('two texts in one address are none, and a list of requests is not a request', async () => {
    const user = await api.customer();
    const twice = new URLSearchParams([
      ['query', OWN],
      ['query', '{ me { email } }'],
    ]).toString();

    const answers = [
      await user.get(`/graphql?${twice}`),
      await user.post('/graphql', [{ query: OWN }, { query: '{ me { email } }' }]),
    ];

    for (const { status, body } of answers) {
      expect(status).toBe(400);
      expect(body).not.toHaveProperty('data');
    }
  });

  test('streams are opened with one, by its text and by its id', async () => {
    const user = await api.customer();
    const walletId = await user.wallet();
    for (const asked of [{ query: LIVE }, { documentId: sha256(LIVE) }]) {
      const controller = new AbortController();
      const response = await user.fetch('/graphql/stream', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(asked),
        signal: controller.signal,
      });
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toContain('text/event-stream');
      const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
      await user.deposit(walletId, '1.00');
      let heard = '';
      while (!heard.includes(walletId)) heard += (await reader?.read())?.value ?? '';
      controller.abort();
    }
  });

  test('what holds for every request still holds', async () => {
    const { body } = await api.stranger.graphql(OWN);
    const foreign = await api.stranger.post(
      '/graphql',
      { documentId: 'own-1' },
      { headers: { cookie: 'nissmart_session=x', 'sec-fetch-site': 'cross-site' } },
    );

    expect(body).toEqual({ data: { me: null } });
    expect(foreign.at('errors.0.extensions.code')).toBe('FORBIDDEN');
  });

  test('REST goes on as it was', async () => {
    const user = await api.customer();
    const walletId = await user.wallet({ balance: '5.00' });

    expect(
      (await user.get(`/api/wallets/${walletId}/statement?from=2026-01-01T00:00:00Z&to=2030-01-01T00:00:00Z`))
        .status,
    ).toBe(200);
    expect((await user.get('/api/sessions')).status).toBe(200);
  });
});

describe('The file of further documents', () => {
  test.each([
    ['is not there', undefined, /must name a JSON object with a document under each id \(ENOENT\)/],
    ['is not JSON', '{', /must be JSON/],
    ['holds something else', '["query { me { id } }"]', /must be JSON/],
    ['holds what is no GraphQL', '{"a": "query {"}', /the document a is refused: Syntax Error/],
    [
      'asks for what there is not',
      '{"a": "{ me { id } }", "b": "{ me { shoe } }"}',
      /the document b is refused: Cannot query field "shoe"/,
    ],
    [
      'gives an id of ours to another',
      JSON.stringify({ [sha256(sourceOf('me'))]: OWN }),
      /its id is that of another document/,
    ],
  ])('stops the server when it %s', async (_what, text, reason) => {
    const file = join(temporaryFolder(), 'documents.json');
    if (text !== undefined) writeFileSync(file, text);

    const started = startApi({ documents: 'trusted', trustedDocumentsFile: file });

    await expect(started).rejects.toThrow(ConfigError);
    await expect(started).rejects.toThrow(reason);
  });
});
