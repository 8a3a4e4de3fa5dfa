import { beforeAll, describe, expect, test } from '@jest/globals';
import { v7 } from 'uuid';
import { VerifyingKey } from '../../../../server/ledger/proof/signing-key.js';
import { checkReceipt } from '../../../../server/ledger/proof/check-receipt.js';
import { useApi, type User } from '../../../support/api.js';

const api = useApi({ checkpointSeconds: 90 });
let amina: User;
let brian: User;
let entryId: string;
let walletId: string;

const RECEIPT = 'query ($id: ID!) { entry(id: $id) { id receipt } }';

beforeAll(async () => {
  [amina, brian] = [await api.customer('Amina'), await api.customer('Brian')];
  walletId = await amina.wallet();
  entryId = (await amina.deposit(walletId, '12.50')).text('entries.0.id');
});

async function trustedKey(): Promise<string> {
  const answer = await api.stranger.get('/api/integrity/key');
  expect(answer.at('algorithm')).toBe('Ed25519');
  const key = VerifyingKey.fromPem(answer.text('publicKey'));
  expect(answer.id).toBe(key.id);
  const graphql = await api.stranger.graphql('{ signingKey { id algorithm publicKey } }');
  expect(graphql.at('data.signingKey')).toEqual(answer.body);
  return key.spki;
}

describe('The receipt of an entry', () => {
  test('When no checkpoint covers it yet, then there is none, and REST says when to ask again', async () => {
    const answer = await amina.graphql(RECEIPT, { id: entryId });
    expect(answer.body).toEqual({ data: { entry: { id: entryId, receipt: null } } });
    const rest = await amina.get(`/api/entries/${entryId}/receipt`);
    expect(rest).toMatchObject({ status: 409, body: { code: 'NOT_READY', retryable: true } });
    expect(rest.at('details.retryAfterSeconds')).toBe(90);
    expect(rest.headers.get('retry-after')).toBe('90');
  });

  test('When a checkpoint covers it, then both APIs give the same, and anybody can check it', async () => {
    await api.app.checkpoints.write();
    const key = await trustedKey();
    const response = await amina.fetch(`/api/entries/${entryId}/receipt`);
    const file = Buffer.from(await response.arrayBuffer());
    expect(await checkReceipt(file, [key])).toMatchObject({
      entry: { id: entryId, amount: '1250', walletId },
    });

    const answer = await amina.fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: RECEIPT, variables: { id: entryId } }),
    });
    const { data } = (await answer.json()) as { data: { entry: { receipt: object } } };
    expect(JSON.stringify(data.entry.receipt)).toBe(file.toString());
  });

  test('When somebody else asks, then it is as if the entry did not exist, but staff see it', async () => {
    for (const id of [entryId, v7(), 'no id']) {
      expect(await brian.get(`/api/entries/${id}/receipt`)).toMatchObject({
        status: 404,
        body: { code: 'NOT_FOUND', detail: 'No such entry' },
      });
    }
    expect(await api.stranger.get(`/api/entries/${entryId}/receipt`)).toMatchObject({ status: 401 });
    const analyst = await api.staff('ANALYST');
    expect((await analyst.get(`/api/entries/${entryId}/receipt`)).status).toBe(200);
    const other = await brian.graphql(RECEIPT, { id: entryId });
    expect(other.at('errors.0.extensions.code')).toBe('NOT_FOUND');
  });

  test('When a page of entries asks for theirs, then each has its own, and too many pages are refused', async () => {
    for (let count = 0; count < 5; count += 1) await amina.deposit(walletId, '1.00');
    await api.app.checkpoints.write();
    const query = (first: number) =>
      `{ wallet(id: "${walletId}") { entries(first: ${first}) { nodes { id receipt } } } }`;
    const answer = await amina.graphql(query(6));
    const nodes = answer.list('data.wallet.entries.nodes') as { id: string; receipt: object }[];
    const key = await trustedKey();
    expect(nodes).toHaveLength(6);
    for (const { id, receipt } of nodes) {
      const checked = await checkReceipt(Buffer.from(JSON.stringify(receipt)), [key]);
      expect(checked.entry.id).toBe(id);
    }
    expect((await amina.graphql(query(100))).status).toBe(200);
    expect(
      (await amina.graphql(`{ a: ${query(100).slice(1, -1)} b: ${query(100).slice(1, -1)} }`)).status,
    ).toBe(400);
  });
});
