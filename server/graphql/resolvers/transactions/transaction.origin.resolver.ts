import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { User } from '../../../identity/model/user.js';
import { mayReach } from '../../../identity/access/guard.js';
import type { Transaction } from '../../../ledger/model/transaction.js';
import type { Context } from '../../context/context.js';
import { TransactionType } from '../../types/transaction.types.js';
import { UserType } from '../../types/user.types.js';

/** Resolves the initiator and the key of a transaction, and the reason why it did not happen. */
@Resolver(() => TransactionType)
export class TransactionOriginResolver {
  @FieldResolver(() => UserType, {
    nullable: true,
    description: 'Who made it. Null unless that is the viewer; analysts and operators see everybody.',
  })
  async initiatedBy(@Root() transaction: Transaction, @Ctx() context: Context): Promise<User | null> {
    const { initiatedById } = transaction;
    if (!mayReach('Transaction.initiatedBy', context.known, initiatedById)) return null;
    return context.loaders.user.load(initiatedById);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'The idempotency key that it was made with; of a transfer in a batch, the batch’s. Null unless the key is the ' +
      'viewer’s own; analysts and operators see all.',
  })
  async idempotencyKey(@Root() { id }: Transaction, @Ctx() context: Context): Promise<string | null> {
    const made = await context.loaders.keyOfTransaction.load(id);
    return made && mayReach('Transaction.idempotencyKey', context.known, made.principalId) ? made.key : null;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Why it was VOIDED, to those who see it: what was given as the reason, or that its time was over.',
  })
  async voidReason(@Root() { id, status }: Transaction, @Ctx() { loaders }: Context): Promise<string | null> {
    return status === 'VOIDED' ? loaders.voidReason.load(id) : null;
  }
}
