import type { Client, CombinedError } from '@urql/core';
import { mayHaveHappened, problemOf, type Problem } from '../../../shared/api/errors';
import { BatchItemsQuery } from './batch-items.query';
import { BatchKeyQuery } from './batch-key.query';
import { BatchesLikeQuery } from './batches-like.query';
import { OwnWalletsQuery } from './own-wallets.query';
import { TransferBatchMutation } from '../rows/transfer-batch.mutation';
import type { ResultOf } from '../../../shared/graphql/tada';
import { batchInput } from '../rows/batch';
import { batchKey, type BatchOrder } from './batch-key';
import type { SentBatch } from './batch-store';

type Found = NonNullable<ResultOf<typeof BatchItemsQuery>['transferBatch']>;
export type Outcome = Omit<Found, 'items'>;
export type OutcomeItem = Found['items'][number];

/** The problem when the browser has no room to keep the batch, which must be stored before it is sent. */
export const NO_ROOM: Problem = {
  code: 'NO_ROOM',
  message: 'The browser has no room to remember what is sent',
  details: {},
  replayed: false,
};

/** The answer about a key: unused, used for a batch, rejected as a whole, or the problem with asking. */
export type KeyAnswer =
  | { readonly type: 'unused' }
  | { readonly type: 'made'; readonly batchId: string }
  | { readonly type: 'rejected'; readonly problem: Problem }
  | { readonly type: 'lost'; readonly problem: Problem };

const FRESH = { requestPolicy: 'network-only' } as const;
const NO_ANSWER: Problem = { code: 'NETWORK', message: 'No answer', details: {}, replayed: false };

export async function lookUpBatch(client: Client, key: string): Promise<KeyAnswer> {
  const { data, error } = await client.query(BatchKeyQuery, { key }, FRESH).toPromise();
  if (error || !data) return { type: 'lost', problem: error ? problemOf(error) : NO_ANSWER };
  const { batch, rejection } = data.idempotencyKey ?? {};
  if (batch) return { type: 'made', batchId: batch.id };
  return rejection ? { type: 'rejected', problem: { ...rejection, replayed: true } } : { type: 'unused' };
}

/** The key that an order goes by now: the first that no refusal is pinned to. */
export async function keyOfOrder(
  client: Client,
  order: BatchOrder,
): Promise<{ readonly key: string; readonly answer: Exclude<KeyAnswer, { type: 'rejected' }> }> {
  for (let attempt = 1; ; attempt += 1) {
    const key = await batchKey(order, attempt);
    const answer = await lookUpBatch(client, key);
    if (answer.type !== 'rejected') return { key, answer };
  }
}

/** Returns the batches that paid the same list before, the last first; or the problem with asking. */
export async function batchesLike(client: Client, order: BatchOrder): Promise<readonly Outcome[] | Problem> {
  const input = batchInput(order.rows, order.source);
  const { data, error } = await client.query(BatchesLikeQuery, { input }, FRESH).toPromise();
  if (data) return data.transferBatchesLike;
  return error ? problemOf(error) : NO_ANSWER;
}

export type SendAnswer =
  | { readonly type: 'made'; readonly batchId: string }
  /** This attempt was refused; an earlier one may have succeeded. */
  | { readonly type: 'refused'; readonly problem: Problem }
  | { readonly type: 'lost' };

/** Sends a batch under its key. However often it is sent, the money moves once. */
export async function sendBatch(client: Client, batch: SentBatch): Promise<SendAnswer> {
  const { key: idempotencyKey, mode, label, rows, source } = batch;
  const result = await client.mutation(TransferBatchMutation, {
    input: batchInput(rows, source),
    mode,
    label: label === '' ? null : label,
    idempotencyKey,
  });
  if (result.data) return { type: 'made', batchId: result.data.transferBatch.batch.id };
  if (!result.error || mayHaveHappened(result)) return { type: 'lost' };
  return { type: 'refused', problem: problemOf(result.error) };
}

/** A batch with all its items, or the problem with loading them. */
export interface LoadedOutcome {
  readonly found?: { readonly outcome: Outcome; readonly items: readonly OutcomeItem[] };
  readonly error?: CombinedError | undefined;
}

export async function loadOutcome(client: Client, id: string): Promise<LoadedOutcome> {
  const items: OutcomeItem[] = [];
  for (;;) {
    const { data, error } = await client
      .query(BatchItemsQuery, { id, offset: items.length }, FRESH)
      .toPromise();
    const page = data?.transferBatch;
    if (!page || page.items.length === 0) return { error };
    items.push(...page.items);
    if (items.length >= page.itemCount) return { found: { outcome: page, items } };
  }
}

/** Brings the wallets that somebody pays from up to date, wherever they are shown. */
export async function refreshOwnWallets(client: Client, ownerId: string): Promise<void> {
  await client.query(OwnWalletsQuery, { ownerId }, FRESH).toPromise();
}
