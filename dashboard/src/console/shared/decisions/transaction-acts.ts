import type { Client } from '@urql/core';
import { PostTransactionMutation } from './post-transaction.mutation';
import { ReverseTransactionMutation } from './reverse-transaction.mutation';
import { VoidTransactionMutation } from './void-transaction.mutation';
import type { Act } from '../../../shared/api/acts';

/** The requests by which an operator posts, voids or reverses a transaction. */
export const transactionActs = {
  post: (client: Client, id: string) => ({
    request: ['post', id],
    send: (idempotencyKey: string) => client.mutation(PostTransactionMutation, { id, idempotencyKey }),
  }),
  void: (client: Client, id: string, reason: string) => ({
    request: ['void', id, reason],
    send: (idempotencyKey: string) =>
      client.mutation(VoidTransactionMutation, { id, reason, idempotencyKey }),
  }),
  reverse: (client: Client, id: string, reason: string) => ({
    request: ['reverse', id, reason],
    send: (idempotencyKey: string) =>
      client.mutation(ReverseTransactionMutation, { id, reason, idempotencyKey }),
  }),
} satisfies Record<string, (client: Client, id: string, reason: string) => Act>;
