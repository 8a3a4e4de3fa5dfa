import type { Client, OperationResult } from '@urql/core';
import { PINNED_CODES } from '../../../../../server/ledger/errors.js';
import { mayHaveHappened, problemOf, type Problem } from '../../../shared/api/errors';
import { DepositMutation } from './deposit.mutation';
import { IdempotencyKeyQuery } from './idempotency-key.query';
import type { ResultOf } from '../../../shared/graphql/tada';
import { TransferMutation } from './transfer.mutation';
import { WithdrawMutation } from './withdraw.mutation';
import type { TransactionData } from '../../../shared/ledger/movement';
import type { Answer, Payment } from './payment';
import { cashInput, transferInput } from './payment-input';

/** The codes that are final: the ledger has pinned them to the key, so that a retry gets the same answer. */
const FINAL = new Set<string>([...PINNED_CODES, 'IDEMPOTENCY_KEY_REUSED']);

type Outcome = Pick<OperationResult<ResultOf<typeof DepositMutation>>, 'data' | 'error' | 'extensions'>;

/** Sends a payment under its key. However often it is sent, the money moves once. */
export async function submitPayment(client: Client, payment: Payment): Promise<Answer> {
  const outcome = await request(client, payment);
  const { data, error } = outcome;
  if (error) {
    const problem = problemOf(error);
    if (FINAL.has(problem.code)) return { type: 'rejected', problem };
    return { type: mayHaveHappened(outcome) ? 'lost' : 'refused', problem };
  }
  if (!data) return { type: 'lost', problem: NO_ANSWER };
  return accepted(data.payment.transaction, data.payment.replayed);
}

/** Asks for the outcome that belongs to a payment's key; null when the key is unused. */
export async function lookUpPayment(client: Client, { key }: Payment): Promise<Answer | null> {
  const { data, error } = await client
    .query(IdempotencyKeyQuery, { key }, { requestPolicy: 'network-only' })
    .toPromise();
  if (error || !data) return { type: 'lost', problem: error ? problemOf(error) : NO_ANSWER };
  const { transaction, rejection } = data.idempotencyKey ?? {};
  if (transaction) return accepted(transaction, true);
  return rejection ? { type: 'rejected', problem: { ...rejection, replayed: true } } : null;
}

const NO_ANSWER: Problem = { code: 'NETWORK', message: 'No answer', details: {}, replayed: false };

async function request(client: Client, { kind, key: idempotencyKey, fields }: Payment): Promise<Outcome> {
  switch (kind) {
    case 'deposit':
      return client.mutation(DepositMutation, { idempotencyKey, input: cashInput(fields) });
    case 'withdraw':
      return client.mutation(WithdrawMutation, { idempotencyKey, input: cashInput(fields) });
    case 'transfer':
      return client.mutation(TransferMutation, { idempotencyKey, input: transferInput(fields) });
  }
}

function accepted(
  { id, status }: Pick<TransactionData, 'id' | 'status'>,
  replayed: boolean,
): Extract<Answer, { type: 'accepted' }> {
  return { type: 'accepted', transactionId: id, replayed, waits: status === 'PENDING' };
}
