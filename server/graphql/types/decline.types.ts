import { Field, ID, InputType, ObjectType } from 'type-graphql';
import type { Operation } from '../../ledger/model/operations.js';
import { connectionType } from './connection.js';
import type { ErrorCode } from '../../errors/error-codes.js';
import { PinnedRejection } from './idempotency.types.js';
import { FILTER, SEARCH } from './id.filter.js';
import { OperationEnum } from './operation.js';
import { orderedArgs, orderEnum } from './page-args.js';
import { DateTimeScalar, ErrorCodeEnum } from './scalars.js';

@ObjectType('Decline', {
  simpleResolvers: true,
  description: 'An attempt that the ledger refused. Retries with the same key are not counted again.',
})
export class DeclineType {
  @Field(() => ID, { description: 'Identifies it in lists.' })
  id!: string;

  @Field(() => String, { description: 'The idempotency key of the attempt.' })
  key!: string;

  @Field(() => OperationEnum, { description: 'What was asked for.' })
  operation!: Operation;

  @Field(() => PinnedRejection, { description: 'Why it was refused.' })
  rejection!: PinnedRejection;

  @Field(() => DateTimeScalar, { description: 'When it was attempted.' })
  createdAt!: Date;
}

export const DeclineConnectionType = connectionType(
  'Decline',
  () => DeclineType,
  'Always null; `declineCounts` counts them.',
);
const DeclineOrder = orderEnum('Decline', 'when attempts were refused');
export const DeclineListArgs = orderedArgs(DeclineOrder, 'NEWEST_FIRST');

@InputType('DeclineFilter', { description: FILTER })
export class DeclineFilterInput {
  @Field(() => [ErrorCodeEnum], {
    nullable: true,
    description: 'Any of these; only codes that the ledger pins are found.',
  })
  code?: ErrorCode[] | null;

  @Field(() => ID, { nullable: true, description: 'Whose attempt it was.' })
  userId?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'At or after.' })
  from?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Before.' })
  to?: Date | null;

  @Field(() => String, {
    nullable: true,
    description: `A whole key, or the id or a part of the name or email of whose attempt it was. ${SEARCH}`,
  })
  search?: string | null;
}
