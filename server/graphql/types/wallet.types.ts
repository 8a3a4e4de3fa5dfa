import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { Currency } from '../../ledger/money/currencies.js';
import type { Wallet, WalletKind, WalletStatus } from '../../ledger/model/wallet.js';
import type { WalletSort } from '../../ledger/queries/wallets.js';
import { connectionType } from './connection.js';
import { FILTER, SEARCH } from './id.filter.js';
import { Money } from './money.types.js';
import { listById, orderedArgs, orderEnum } from './page-args.js';
import { CurrencyEnum, DateTimeScalar, enumOf, WalletKindEnum, WalletStatusEnum } from './scalars.js';

@ObjectType('Wallet', { simpleResolvers: true, description: 'An account in one currency.' })
export class WalletType {
  @Field(() => ID, { description: 'Identifies it.' })
  id!: string;

  @Field(() => String, { description: 'What its owner calls it.' })
  name!: string;

  @Field(() => CurrencyEnum, { description: 'What all money in it is in.' })
  currency!: Currency;

  @Field(() => WalletKindEnum, { description: 'What it is for.' })
  kind!: WalletKind;

  @Field(() => WalletStatusEnum, { description: 'Whether money may move in and out.' })
  status!: WalletStatus;

  @Field(() => Int, { description: 'Of its last entry; 0 before the first.' })
  sequence!: number;

  @Field(() => DateTimeScalar, { description: 'When it was opened.' })
  createdAt!: Date;
}

export const WalletConnectionType = connectionType(
  'Wallet',
  () => WalletType,
  'Null in the list of everybody’s wallets, which `walletTotals` counts.',
);
export const walletList = listById<Wallet>('wallet', 'OLDEST_FIRST');
const WalletOrder = orderEnum('Wallet', 'when wallets were opened');
const WalletSortEnum = enumOf<WalletSort>('WalletSort', 'What a list of wallets goes by.', {
  OPENED: 'When wallets were opened.',
  OWN: 'The order that their owner has put them in by `orderWallets`, and then when they were opened.',
});
const OrderedWalletArgs = orderedArgs(WalletOrder, walletList.usual);

@ArgsType()
export class WalletListArgs extends OrderedWalletArgs {
  @Field(() => WalletSortEnum, {
    nullable: true,
    defaultValue: 'OPENED',
    description:
      'What the list goes by. The order of its own is that of one customer’s wallets; in the list of everybody’s it is refused.',
  })
  sort?: WalletSort | null;
}

@ObjectType({ simpleResolvers: true, description: 'available = posted − held.' })
export class Balance {
  @Field(() => Money, { description: 'What the entries of the wallet add up to.' })
  posted!: Money;

  @Field(() => Money, { description: 'What may be spent now.' })
  available!: Money;

  @Field(() => Money, { description: 'Set aside for pending withdrawals.' })
  held!: Money;

  @Field(() => Money, { description: 'Announced by pending deposits; in no balance yet.' })
  incoming!: Money;
}

@InputType({ description: 'What the new wallet is to be.' })
export class CreateWalletInput {
  @Field(() => String, { description: '1 to 80 characters.' })
  name!: string;

  @Field(() => CurrencyEnum, { description: 'The wallet’s for good; it holds no other.' })
  currency!: Currency;
}

@InputType('WalletFilter', { description: FILTER })
export class WalletFilterInput {
  @Field(() => CurrencyEnum, { nullable: true, description: 'In this currency.' })
  currency?: Currency | null;

  @Field(() => [WalletKindEnum], { nullable: true, description: 'Of any of these kinds.' })
  kind?: WalletKind[] | null;

  @Field(() => [WalletStatusEnum], { nullable: true, description: 'Of any of these statuses.' })
  status?: WalletStatus[] | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Whose wallet it is. A customer finds nothing by anybody’s id but their own.',
  })
  ownerId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: `An id, or a part of the name; for analysts and operators also of the owner’s name or email. ${SEARCH}`,
  })
  search?: string | null;
}
