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
    'What a key stands for. Exactly one of transaction, wallet, batch, user and rejection is there, unless the caller, ' +
    'whose role was a higher one then, may not see it any more.',
})
export class IdempotencyRecordType {
  @Field(() => String)
  key!: string;

  @Field(() => String, { description: 'What was asked for, such as deposit or createWallet.' })
  operation!: string;

  @Field(() => DateTimeScalar, { description: 'When the request that settled it was accepted.' })
  createdAt!: Date;
}
