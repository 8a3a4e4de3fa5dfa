import type { Client, CombinedError } from '@urql/core';
import { PINNED_CODES } from '../../../server/ledger/errors.js';
import { problemOf, type Problem } from '../api/errors';
import { DepositMutation } from '../graphql/deposit';
import { IdempotencyKeyQuery } from '../graphql/idempotency-key';
import type { ResultOf } from '../graphql/tada';
import { TransferMutation } from '../graphql/transfer';
import { WithdrawMutation } from '../graphql/withdraw';
import type { Answer, Payment } from './payment';

/** What the key stands for once one of these was heard: it belongs to the key for good. */
const FINAL = new Set<string>([...PINNED_CODES, 'IDEMPOTENCY_KEY_REUSED']);

/** After these, nobody knows whether the payment happened. */
const UNCERTAIN = new Set(['NETWORK', 'OUTCOME_UNKNOWN', 'INTERNAL_SERVER_ERROR']);

type Outcome = { data?: ResultOf<typeof DepositMutation> | undefined; error?: CombinedError | undefined };

/** Sends a payment under its key. However often it is sent, the money moves once. */
export async function submitPayment(client: Client, payment: Payment): Promise<Answer> {
  const { data, error } = await request(client, payment);
  if (error) return answerOf(problemOf(error));
  if (!data) return { type: 'lost', problem: NO_ANSWER };
  return { type: 'accepted', transactionId: data.payment.transaction.id, replayed: data.payment.replayed };
}

/** Asks what the key of a payment stands for; null when it stands for nothing yet. */
export async function lookUpPayment(client: Client, { key }: Payment): Promise<Answer | null> {
  const { data, error } = await client
    .query(IdempotencyKeyQuery, { key }, { requestPolicy: 'network-only' })
    .toPromise();
  if (error || !data) return { type: 'lost', problem: error ? problemOf(error) : NO_ANSWER };
  const { transaction, rejection } = data.idempotencyKey ?? {};
  if (transaction) return { type: 'accepted', transactionId: transaction.id, replayed: true };
  return rejection ? { type: 'rejected', problem: { ...rejection, replayed: true } } : null;
}

const NO_ANSWER: Problem = { code: 'NETWORK', message: 'No answer', details: {}, replayed: false };

async function request(client: Client, { kind, key: idempotencyKey, fields }: Payment): Promise<Outcome> {
  const { walletId, amount, currency, description, recipient } = fields;
  const common = { amount: amount.trim(), currency, description };
  switch (kind) {
    case 'deposit':
      return client.mutation(DepositMutation, { idempotencyKey, input: { ...common, walletId } });
    case 'withdraw':
      return client.mutation(WithdrawMutation, { idempotencyKey, input: { ...common, walletId } });
    case 'transfer': {
      const to =
        recipient.type === 'email' ? { toEmail: recipient.email.trim() } : { toWalletId: recipient.walletId };
      return client.mutation(TransferMutation, {
        idempotencyKey,
        input: { ...common, ...to, fromWalletId: walletId },
      });
    }
  }
}

function answerOf(problem: Problem): Answer {
  if (FINAL.has(problem.code)) return { type: 'rejected', problem };
  return { type: UNCERTAIN.has(problem.code) ? 'lost' : 'refused', problem };
}
