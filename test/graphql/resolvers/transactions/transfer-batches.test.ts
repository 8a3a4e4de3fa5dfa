import { beforeEach, describe, expect, test } from '@jest/globals';
import { v4 } from 'uuid';
import { useApi, type Client, type User } from '../../../support/api.js';

const api = useApi();
let amina: User;
let brian: User;
let operator: User;
/** Amina's, with 100.00. */
let wallet: string;

const SEND = `mutation ($input: [TransferInput!]!, $label: String, $onlyIfNew: Boolean! = true, $key: String!) {
  transferBatch(input: $input, mode: EACH, label: $label, onlyIfNew: $onlyIfNew, idempotencyKey: $key) {
    replayed batch { id label contentDigest transferred declined totals { amount currency } initiatedBy { displayName }
      items { to amount { amount } description reference error { code } transaction { id } } } } }`;
const LIKE = `query ($input: [TransferInput!]!) {
  transferBatchesLike(input: $input) { id label initiatedBy { displayName } transferred } }`;
const LIST = `query ($first: Int, $after: String, $filter: TransferBatchFilter) {
  transferBatches(first: $first, after: $after, filter: $filter) { nodes { id } pageInfo { hasNextPage endCursor } } }`;

beforeEach(async () => {
  amina = await api.customer('Amina');
  brian = await api.customer('Brian');
  operator = await api.staff('OPERATOR');
  wallet = await amina.wallet({ balance: '100.00' });
  await brian.wallet();
});

const transfers = (fromWalletId: string, ...amounts: string[]) =>
  amounts.map((amount) => ({ fromWalletId, toEmail: brian.email, amount, currency: 'KES' }));

async function send(sender: Client, input: object[], more: object = {}) {
  return sender.graphql(SEND, { input, key: v4(), ...more });
}

async function listed(reader: Client, variables: Record<string, unknown> = {}): Promise<unknown[]> {
  const answer = await reader.graphql(LIST, variables);
  return answer.list('data.transferBatches.nodes').map((node) => (node as { id: string }).id);
}

describe('A batch that was sent', () => {
  test('When it is looked at, then it says who sent it, what was asked for and what came of it', async () => {
    const [first] = transfers(wallet, '12.5');
    const input = [
      { ...first, toEmail: brian.email.toUpperCase(), description: 'Pay', reference: 'R1' },
      ...transfers(wallet, '500.00'),
    ];
    const answer = await send(amina, input, { label: ' June ' });
    expect(answer.at('data.transferBatch')).toEqual({
      replayed: false,
      batch: {
        id: expect.any(String),
        label: 'June',
        contentDigest: expect.stringMatching(/^[0-9a-f]{64}$/),
        transferred: 1,
        declined: 1,
        totals: [{ amount: '12.50', currency: 'KES' }],
        initiatedBy: { displayName: 'Amina' },
        items: [
          {
            to: brian.email.toLowerCase(),
            amount: { amount: '12.50' },
            description: 'Pay',
            reference: 'R1',
            error: null,
            transaction: { id: expect.any(String) },
          },
          {
            to: brian.email.toLowerCase(),
            amount: { amount: '500.00' },
            description: null,
            reference: null,
            error: { code: 'INSUFFICIENT_FUNDS' },
            transaction: null,
          },
        ],
      },
    });
  });

  test('When the same list comes again, in another order and writing, then those who may see it hear of it', async () => {
    const sent = await send(amina, transfers(wallet, '1', '2.00'));
    const id = sent.text('data.transferBatch.batch.id');
    const own = await operator.wallet({ balance: '10' });
    const again = transfers(own, '2', '1.00').map((each) => ({ ...each, toEmail: ` ${each.toEmail} ` }));
    const found = [{ id, label: null, initiatedBy: { displayName: 'Amina' }, transferred: 2 }];
    expect((await operator.graphql(LIKE, { input: again })).at('data.transferBatchesLike')).toEqual(found);
    expect((await amina.graphql(LIKE, { input: again })).at('data.transferBatchesLike')).toEqual(found);
    expect((await brian.graphql(LIKE, { input: again })).at('data.transferBatchesLike')).toEqual([]);

    const refusal = await send(operator, again);
    expect(refusal.at('errors.0.extensions')).toMatchObject({
      code: 'ALREADY_SENT',
      details: { batchId: id },
    });
    expect((await send(operator, again, { label: 'Once more' })).at('errors')).toBeUndefined();
    expect((await send(operator, again, { onlyIfNew: false })).at('errors')).toBeUndefined();
    expect((await operator.graphql(LIKE, { input: again })).list('data.transferBatchesLike')).toHaveLength(3);
  });

  test('When the accents of a list are written in another way, as another system may, then it is the same list', async () => {
    const written = transfers(wallet, '1', '2').map((each) => ({
      ...each,
      description: 'Crèche',
      reference: 'août',
    }));
    const again = written.map((each) => ({
      ...each,
      description: each.description.normalize('NFD'),
      reference: each.reference.normalize('NFD'),
    }));
    expect(again).not.toEqual(written);
    const id = (await send(amina, written)).text('data.transferBatch.batch.id');

    expect((await send(amina, again)).at('errors.0.extensions')).toMatchObject({
      code: 'ALREADY_SENT',
      details: { batchId: id },
    });
  });

  test('When customers send one list each, then neither hears of the other', async () => {
    const carol = await api.customer('Carol');
    const other = await carol.wallet({ balance: '10' });
    for (const [sender, from] of [
      [amina, wallet],
      [carol, other],
    ] as const) {
      expect((await send(sender, transfers(from, '3'))).at('errors')).toBeUndefined();
      expect((await send(sender, transfers(from, '3'))).at('errors.0.extensions.code')).toBe('ALREADY_SENT');
    }
  });

  test('When they are listed, then newest first, page by page, all conditions holding, to those who may see them', async () => {
    const ids: string[] = [];
    for (const amount of ['1', '2', '3']) {
      ids.unshift((await send(amina, transfers(wallet, amount))).text('data.transferBatch.batch.id'));
    }
    const filter = { userId: amina.id };
    expect(await listed(amina)).toEqual(ids);
    expect(await listed(operator, { filter })).toEqual(ids);
    expect(await listed(brian)).toEqual([]);
    expect(await listed(brian, { filter })).toEqual([]);
    expect(await listed(operator, { filter: { ...filter, to: '2000-01-01T00:00:00Z' } })).toEqual([]);
    const page = await operator.graphql(LIST, { first: 2, filter });
    expect(page.at('data.transferBatches.pageInfo.hasNextPage')).toBe(true);
    const after = page.text('data.transferBatches.pageInfo.endCursor');
    expect(await listed(operator, { first: 2, after, filter })).toEqual(ids.slice(2));
  });

  test('When it was sent, then the audit log leads to it', async () => {
    const id = (await send(amina, transfers(wallet, '1'))).text('data.transferBatch.batch.id');
    const answer = await operator.graphql(
      'query ($id: ID!) { auditEvents(filter: { batchId: $id }) { nodes { action actor { displayName } batch { id } } } }',
      { id },
    );
    expect(answer.at('data.auditEvents.nodes')).toEqual([
      { action: 'TRANSFER_BATCH_SENT', actor: { displayName: 'Amina' }, batch: { id } },
    ]);
  });
});
