import { Field, ObjectType } from 'type-graphql';
import type { TransactionStatus } from '../../ledger/model/transaction.js';
import type { Wallet } from '../../ledger/model/wallet.js';
import { PinnedRejection } from './idempotency.types.js';
import { DateTimeScalar, TransactionStatusEnum } from './scalars.js';
import { Balance, WalletType } from './wallet.types.js';

@ObjectType({ simpleResolvers: true, description: 'What would become of a wallet.' })
export class PreviewBalance {
  @Field(() => WalletType, { description: 'Whose balance it is.' })
  wallet!: Wallet;

  @Field(() => Balance, { description: 'As it is.' })
  before!: Balance;

  @Field(() => Balance, { description: 'As it would be.' })
  after!: Balance;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'What a movement would come to if it were asked for now. Nothing is written and no key is used up. It promises ' +
    'nothing: what comes in between decides anew.',
})
export class Preview {
  @Field(() => TransactionStatusEnum, {
    nullable: true,
    description: 'POSTED at once, or PENDING until somebody decides; null when it would be declined.',
  })
  status!: TransactionStatus | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'How long it would be PENDING at most.' })
  expiresAt!: Date | null;

  @Field(() => PinnedRejection, {
    nullable: true,
    description: 'Why it would be declined, with the figures.',
  })
  decline!: PinnedRejection | null;

  @Field(() => [PreviewBalance], {
    description: 'The wallets that would change, as far as the viewer may see them.',
  })
  balances!: PreviewBalance[];
}
