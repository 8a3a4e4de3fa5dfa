import { Field, ObjectType } from 'type-graphql';
import { DateTimeScalar, JsonObjectScalar } from './scalars.js';

@ObjectType({ description: 'A decision of the ledger that is pinned to a key.' })
export class PinnedRejection {
  @Field(() => String, { description: 'The error code that every retry hears.' })
  code!: string;

  @Field(() => String)
  message!: string;

  @Field(() => JsonObjectScalar)
  details!: object;
}

@ObjectType('IdempotencyRecord', {
  description:
    'What one of the caller’s keys stands for. Exactly one of transaction, wallet and rejection is there.',
})
export class IdempotencyRecordType {
  @Field(() => String)
  key!: string;

  @Field(() => String, { description: 'deposit, transfer, withdraw or createWallet.' })
  operation!: string;

  @Field(() => DateTimeScalar, { description: 'When the request that settled it was accepted.' })
  createdAt!: Date;
}
