import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { connectionType } from './connection.js';
import { PinnedRejection } from './idempotency.types.js';
import { FILTER } from './id.filter.js';
import { DateTimeScalar } from './scalars.js';

@ObjectType('Decline', {
  description: 'An attempt that the ledger refused. Retries with the same key are no further ones.',
})
export class DeclineType {
  @Field(() => ID)
  id!: string;

  @Field(() => String, { description: 'The idempotency key of the attempt.' })
  key!: string;

  @Field(() => String, { description: 'deposit, transfer, withdraw or createWallet.' })
  operation!: string;

  @Field(() => PinnedRejection)
  rejection!: PinnedRejection;

  @Field(() => DateTimeScalar)
  createdAt!: Date;
}

export const DeclineConnectionType = connectionType('Decline', () => DeclineType);

@InputType('DeclineFilter', { description: FILTER })
export class DeclineFilterInput {
  @Field(() => [String], { nullable: true, description: 'Error codes that the ledger pins.' })
  code?: string[] | null;

  @Field(() => ID, { nullable: true, description: 'Whose attempt it was.' })
  userId?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'At or after.' })
  from?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Before.' })
  to?: Date | null;
}
