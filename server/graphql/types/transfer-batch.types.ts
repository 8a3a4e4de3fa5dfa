import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { BatchMode, TransferBatch } from '../../ledger/model/transfer-batch.js';
import { connectionType } from './connection.js';
import type { ErrorCode } from '../../errors/error-codes.js';
import { FILTER, SEARCH } from './id.filter.js';
import { Money } from './money.types.js';
import { listById, orderedArgs, orderEnum } from './page-args.js';
import { DateTimeScalar, enumOf, ErrorCodeEnum, JsonObjectScalar } from './scalars.js';

export const BatchModeEnum = enumOf<BatchMode>(
  'BatchMode',
  'What becomes of a batch when one of its transfers is refused.',
  {
    ATOMIC: 'All transfers or none.',
    EACH: 'Every transfer has an outcome of its own.',
  },
);

@ObjectType({ simpleResolvers: true, description: 'Why a transfer of a batch was not made.' })
export class BatchItemError {
  @Field(() => ErrorCodeEnum, { description: 'What the ledger refused it with.' })
  code!: ErrorCode;

  @Field(() => String, { description: 'What is wrong, for people.' })
  message!: string;

  @Field(() => JsonObjectScalar, { description: 'Figures that explain the code.' })
  details!: object;
}

@ObjectType('TransferBatchItem', {
  simpleResolvers: true,
  description: 'The outcome of one transfer of a batch.',
})
export class TransferBatchItemType {
  @Field(() => Int, { description: 'Its place in the request, counted from 0.' })
  index!: number;

  @Field(() => String, {
    nullable: true,
    description:
      'The email, in lower case, or the id of the wallet that it was to go to. Null, like the other fields of the request, in ' +
      'batches from before these were kept.',
  })
  to!: string | null;

  @Field(() => Money, { nullable: true, description: 'How much was asked for.' })
  amount!: Money | null;

  @Field(() => String, { nullable: true, description: 'What it was to be for.' })
  description!: string | null;

  @Field(() => String, { nullable: true, description: 'The sender’s own word for it.' })
  reference!: string | null;

  @Field(() => BatchItemError, { nullable: true, description: 'Why it was not made; null when it was.' })
  error!: BatchItemError | null;
}

@ObjectType('TransferBatch', {
  simpleResolvers: true,
  description: 'Many transfers that were asked for under one key.',
})
export class TransferBatchType {
  @Field(() => ID, { description: 'Identifies it.' })
  id!: string;

  @Field(() => BatchModeEnum, { description: 'What becomes of it when one transfer is refused.' })
  mode!: BatchMode;

  @Field(() => Int, { description: 'How many transfers were asked for.' })
  itemCount!: number;

  @Field(() => String, { nullable: true, description: 'What its sender called it, such as a month.' })
  label!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'SHA-256, in hexadecimal, over what it pays: equal for equal lists, whatever their order, mode and source wallets. Null in ' +
      'batches from before it was kept.',
  })
  contentDigest!: string | null;

  @Field(() => DateTimeScalar, { description: 'When it was asked for.' })
  createdAt!: Date;
}

export const TransferBatchConnectionType = connectionType('TransferBatch', () => TransferBatchType);
export const transferBatchList = listById<TransferBatch>('transfer batch', 'NEWEST_FIRST');
const TransferBatchOrder = orderEnum('TransferBatch', 'when batches were made');
export const TransferBatchListArgs = orderedArgs(TransferBatchOrder, transferBatchList.usual);

@InputType('TransferBatchFilter', { description: FILTER })
export class TransferBatchFilterInput {
  @Field(() => ID, {
    nullable: true,
    description: 'Who asked for it. A customer finds nothing by anybody’s id but their own.',
  })
  userId?: string | null;

  @Field(() => String, { nullable: true, description: 'What it pays: the `contentDigest` of a batch.' })
  contentDigest?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Made at or after.' })
  from?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Made before.' })
  to?: Date | null;

  @Field(() => String, {
    nullable: true,
    description: `An id; for analysts and operators also the id or a part of the name or email of who asked for it. ${SEARCH}`,
  })
  search?: string | null;
}
