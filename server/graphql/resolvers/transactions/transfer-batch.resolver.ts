import {
  Arg,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { mayReach, mayReachEverybodys } from '../../../identity/access/guard.js';
import { AccessError } from '../../../identity/model/errors.js';
import { notFound } from '../../../identity/model/viewer.js';
import type { Transaction } from '../../../ledger/model/transaction.js';
import {
  TransferBatch,
  type BatchMode,
  type BatchRequest,
  type TransferBatchItem,
} from '../../../ledger/model/transfer-batch.js';
import { assertItemCount, ITEMS_MAX, parseBatch, parseLabel } from '../../input/transfer-batch.parse.js';
import { KeyArg } from '../../types/arguments.js';
import { TransferInput } from '../../types/command.types.js';
import type { Context } from '../../context/context.js';
import { Money } from '../../types/money.types.js';
import { REPLAYED } from '../../types/idempotency-key.js';
import { TransactionType } from '../../types/transaction.types.js';
import { BatchModeEnum, TransferBatchItemType, TransferBatchType } from '../../types/transfer-batch.types.js';

@ObjectType({ simpleResolvers: true, description: 'The outcome of a batch of transfers.' })
export class TransferBatchPayload {
  @Field(() => TransferBatchType, { description: 'The batch with its outcomes.' })
  batch!: TransferBatch;

  @Field(() => Boolean, { description: REPLAYED })
  replayed!: boolean;
}

@Resolver(() => TransferBatchType)
export class TransferBatchResolver {
  @Mutation(() => TransferBatchPayload, {
    description:
      'Up to 1 000 transfers under one key. A mistake in the input of one refuses all of them. What the ledger declines ' +
      'refuses all of an ATOMIC batch, with the `index` of the item, and only that item of an EACH batch.',
  })
  async transferBatch(
    @Arg('input', () => [TransferInput], { description: '1 to 1 000 transfers, made in this order.' })
    input: TransferInput[],
    @Arg('mode', () => BatchModeEnum, {
      description: 'What becomes of the batch when one of them is refused.',
    })
    mode: BatchMode,
    @Arg('label', () => String, {
      nullable: true,
      description:
        'What this payment is called, such as a month, to tell it from others of the same list; up to 80 characters.',
    })
    label: string | null,
    @Arg('onlyIfNew', () => Boolean, {
      defaultValue: false,
      description:
        'Refuses, with ALREADY_SENT, what `transferBatchesLike` finds: under this label, or under any when there is none. Two who ' +
        'send one list at once pay it once.',
    })
    onlyIfNew: boolean,
    @KeyArg() idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<TransferBatchPayload> {
    const viewer = context.known;
    assertItemCount(input);
    const items = await parseBatch(input, context.ownersFor(viewer));
    const { batch, replayed } = await context.services.ledger.submitBatch(
      {
        operation: 'transferBatch',
        principalId: viewer.userId,
        idempotencyKey,
        mode,
        items,
        label: parseLabel(label),
        // A customer must learn nothing of batches that others sent.
        ...(onlyIfNew && {
          unlessSentBy: mayReachEverybodys('Query.transferBatchesLike', viewer) ? 'ANYBODY' : 'PRINCIPAL',
        }),
      },
      context.transport.caller,
    );
    context.forgetReads();
    if (replayed) context.transport.markReplayed();
    return { batch, replayed };
  }

  @Query(() => TransferBatchType, {
    name: 'transferBatch',
    nullable: true,
    description: 'Errors: NOT_FOUND, also for other people’s.',
  })
  async findTransferBatch(
    @Arg('id', () => ID, { description: 'Of the batch.' }) id: string,
    @Ctx() context: Context,
  ): Promise<TransferBatch> {
    const batch = await context.loaders.em.findOne(TransferBatch, { id: id.toLowerCase() });
    if (!batch || !mayReach('Query.transferBatch', context.known, batch.initiatedById))
      throw notFound('batch', 'id');
    return batch;
  }

  @FieldResolver(() => [TransferBatchItemType], { description: 'In the order of the request.' })
  async items(
    @Root() batch: TransferBatch,
    @Arg('first', () => Int, { defaultValue: 100, description: 'How many at most; 1 000 is the most.' })
    first: number,
    @Arg('offset', () => Int, {
      nullable: true,
      description: 'The index of the first; 0 unless you say otherwise.',
    })
    offset: number | null | undefined,
    @Arg('from', () => Int, {
      nullable: true,
      description: 'The index of the first.',
      deprecationReason: 'Use offset; from is a time elsewhere.',
    })
    from: number | null | undefined,
    @Ctx() { loaders }: Context,
  ): Promise<BatchItemView[]> {
    const start = startOf(offset, from);
    if (first < 0 || first > ITEMS_MAX) {
      throw new AccessError('BAD_USER_INPUT', `first is 0 to ${ITEMS_MAX}`, { field: 'first' });
    }
    const items = await loaders.itemsOfBatch.load(batch.id);
    return items.slice(start, start + first).map(toView);
  }
}

/** @throws AccessError BAD_USER_INPUT when it is before the first item, or given in both ways. */
function startOf(offset: number | null | undefined, from: number | null | undefined): number {
  const field = typeof offset === 'number' ? 'offset' : 'from';
  if (typeof offset === 'number' && typeof from === 'number') {
    throw new AccessError('BAD_USER_INPUT', 'Give either offset or from', { field });
  }
  const start = offset ?? from ?? 0;
  if (start < 0) throw new AccessError('BAD_USER_INPUT', `${field} is at least 0`, { field });
  return start;
}

interface BatchItemView extends TransferBatchItemType {
  readonly transactionId: string | null;
}

function toView({
  position,
  request,
  transactionId,
  errorCode,
  errorMessage,
  errorDetails,
}: TransferBatchItem): BatchItemView {
  return {
    index: position,
    transactionId: transactionId ?? null,
    to: request ? recipientIn(request) : null,
    amount: request ? new Money(request.amount, request.currency) : null,
    description: request?.description ?? null,
    reference: request?.reference ?? null,
    error:
      errorCode === null || errorCode === undefined
        ? null
        : { code: errorCode, message: errorMessage ?? '', details: errorDetails ?? {} },
  };
}

function recipientIn({ to }: BatchRequest): string {
  return 'email' in to ? to.email : to.walletId;
}

@Resolver(() => TransferBatchItemType)
export class TransferBatchItemResolver {
  @FieldResolver(() => TransactionType, {
    nullable: true,
    description: 'What it made; null when it was refused.',
  })
  async transaction(
    @Root() { transactionId }: BatchItemView,
    @Ctx() { loaders }: Context,
  ): Promise<Transaction | null> {
    return transactionId === null ? null : loaders.transaction.load(transactionId);
  }
}
