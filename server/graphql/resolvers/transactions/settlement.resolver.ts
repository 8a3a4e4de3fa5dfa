import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import { mayReachEverybodys } from '../../../identity/access/guard.js';
import { AccessError } from '../../../identity/model/errors.js';
import { notFound } from '../../../identity/model/viewer.js';
import { TYPE_KINDS } from '../../../ledger/model/transaction-types.js';
import { submit } from './command.resolver.js';
import type { Context } from '../../context/context.js';
import { parseReason, requireReason, reasonOf } from '../../../identity/access/reason.js';
import { KeyArg, OptionalReasonArg, ReasonArg } from '../../types/arguments.js';
import { TransactionPayload } from '../../types/transaction.types.js';

const WHY_VOIDED = 'Why, for the audit log and for the parties, who read it; up to 280 characters.';
const ONCE = 'INVALID_STATE, the outcome of whoever comes second, is pinned to the key.';

/** Settles pending transactions, and reverses posted ones. */
@Resolver()
export class SettlementResolver {
  @Mutation(() => TransactionPayload, {
    description: `A PENDING transaction has happened: it is POSTED. For operators. ${ONCE}`,
  })
  async postTransaction(
    @Arg('id', () => ID, { description: 'Of the transaction.' }) id: string,
    @OptionalReasonArg() reason: string | null | undefined,
    @KeyArg() idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<TransactionPayload> {
    const { userId: principalId } = context.known;
    return submit(context, {
      operation: 'post',
      principalId,
      idempotencyKey,
      transactionId: id.toLowerCase(),
      reason: parseReason(reason),
    });
  }

  @Mutation(() => TransactionPayload, {
    description:
      'A PENDING transaction will not happen: it is VOIDED, and what it held is available again. For operators, who give ' +
      `a reason that its parties read, and for customers with a withdrawal of their own. ${ONCE}`,
  })
  async voidTransaction(
    @Arg('id', () => ID, { description: 'Of the transaction.' }) id: string,
    @OptionalReasonArg(WHY_VOIDED)
    reason: string | null | undefined,
    @KeyArg() idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<TransactionPayload> {
    const viewer = context.known;
    const transactionId = id.toLowerCase();
    if (!mayReachEverybodys('Mutation.voidTransaction', viewer))
      await assertOwnWithdrawal(transactionId, viewer.userId, context);
    return submit(context, {
      operation: 'void',
      principalId: viewer.userId,
      idempotencyKey,
      transactionId,
      reason: reasonOf(viewer, reason),
    });
  }

  @Mutation(() => TransactionPayload, {
    description:
      'Undoes a POSTED transaction by a new one with the opposite entries, once, as long as the money is there. For ' +
      'operators. INVALID_STATE and INSUFFICIENT_FUNDS are pinned to the key; CONFIRMATION_REQUIRED is not.',
  })
  async reverseTransaction(
    @Arg('id', () => ID, { description: 'Of the transaction.' }) id: string,
    @ReasonArg() reason: string,
    @KeyArg() idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<TransactionPayload> {
    return submit(context, {
      operation: 'reverse',
      principalId: context.known.userId,
      idempotencyKey,
      transactionId: id.toLowerCase(),
      reason: requireReason(reason),
    });
  }
}

/**
 * Checks that a customer voids a withdrawal of their own. Type and parties of a transaction never change, so the result
 * holds until the ledger decides.
 */
async function assertOwnWithdrawal(id: string, userId: string, { loaders }: Context): Promise<void> {
  const transaction = await loaders.transaction.load(id);
  const own = await loaders.walletIdsOfOwner.load(userId);
  if (!transaction || !(own.has(transaction.sourceWalletId) || own.has(transaction.destinationWalletId))) {
    throw notFound('transaction', 'id');
  }
  if (TYPE_KINDS[transaction.type].cancellable && own.has(transaction.sourceWalletId)) return;
  throw new AccessError('FORBIDDEN', 'Only a withdrawal of your own is yours to void');
}
