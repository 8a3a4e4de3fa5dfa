import { Field, ObjectType } from 'type-graphql';
import type { User } from '../../identity/model/user.js';
import type { Wallet } from '../../ledger/model/wallet.js';
import { REPLAYED } from './idempotency-key.js';
import { ReviewRuleType } from './review-rule.types.js';
import { UserType } from './user.types.js';
import { WalletType } from './wallet.types.js';

@ObjectType({
  simpleResolvers: true,
  description: 'The outcome of a mutation that opens or changes a wallet.',
})
export class WalletPayload {
  @Field(() => WalletType, { description: 'The wallet as it is now.' })
  wallet!: Wallet;

  @Field(() => Boolean, { description: REPLAYED })
  replayed!: boolean;
}

@ObjectType({ simpleResolvers: true, description: 'The outcome of a mutation that changes a user.' })
export class UserPayload {
  @Field(() => UserType, { description: 'The user as they are now.' })
  user!: User;

  @Field(() => Boolean, { description: REPLAYED })
  replayed!: boolean;
}

@ObjectType({ simpleResolvers: true, description: 'The outcome of a change of a review rule.' })
export class ReviewRulePayload {
  @Field(() => ReviewRuleType, {
    nullable: true,
    description: 'The rule of the currency as it is now; null when it has none.',
  })
  rule!: ReviewRuleType | null;

  @Field(() => Boolean, { description: REPLAYED })
  replayed!: boolean;
}

/**
 * Payloads of mutations that used to answer with the object itself, whose fields are still found right on the payload. Maps
 * the payload to its field with that object.
 */
export const ONCE_THE_THING_ITSELF: Readonly<Record<string, string>> = {
  WalletPayload: 'wallet',
  UserPayload: 'user',
  ReviewRulePayload: 'rule',
};
