import { Field, ID, InputType, ObjectType } from 'type-graphql';
import type { Currency } from '../../ledger/money/currencies.js';
import type { Metadata, Transaction, TransactionStatus } from '../../ledger/model/transaction.js';
import type { TransactionType as TypeOfTransaction } from '../../ledger/model/transaction-types.js';
import type { WalletKind } from '../../ledger/model/wallet.js';
import { connectionType } from './connection.js';
import { FILTER, SEARCH } from './id.filter.js';
import { REPLAYED } from './idempotency-key.js';
import { CurrencyTotal } from './money.types.js';
import { listById, orderedArgs, orderEnum } from './page-args.js';
import {
  CurrencyEnum,
  DateTimeScalar,
  DecimalScalar,
  JsonObjectScalar,
  TransactionStatusEnum,
  TransactionTypeEnum,
  WalletKindEnum,
} from './scalars.js';

@ObjectType('Transaction', {
  simpleResolvers: true,
  description: 'One movement of money. Once POSTED it never changes.',
})
export class TransactionType {
  @Field(() => ID, { description: 'Identifies it; ids are in the order in which they were made.' })
  id!: string;

  @Field(() => TransactionTypeEnum, { description: 'Why money moves.' })
  type!: TypeOfTransaction;

  @Field(() => TransactionStatusEnum, { description: 'How far it has come.' })
  status!: TransactionStatus;

  @Field(() => String, {
    nullable: true,
    description: 'The client’s own, to find it again; null when there is none.',
  })
  reference!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What it is for, in the words of whoever asked; null when they did not say.',
  })
  description!: string | null;

  @Field(() => JsonObjectScalar, {
    nullable: true,
    description: 'The client’s own, as it was given; null when there is none.',
  })
  metadata!: Metadata | null;

  @Field(() => DateTimeScalar, { description: 'When it was asked for.' })
  createdAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was posted; null until then.' })
  postedAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was voided; null when it was not.' })
  voidedAt!: Date | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'A transaction that is still PENDING then is voided; none for what was posted at once.',
  })
  expiresAt!: Date | null;
}

export const TransactionConnectionType = connectionType('Transaction', () => TransactionType);
export const transactionList = listById<Transaction>('transaction', 'NEWEST_FIRST');
const TransactionOrder = orderEnum('Transaction', 'when transactions were made');
export const TransactionListArgs = orderedArgs(TransactionOrder, transactionList.usual);

@ObjectType({
  simpleResolvers: true,
  description: 'One end of a transaction, as far as the viewer may know it.',
})
export class TransactionParty {
  @Field(() => ID, { description: 'Identifies the wallet, to be paid to again.' })
  walletId!: string;

  @Field(() => WalletKindEnum, { description: 'What the wallet is for.' })
  kind!: WalletKind;

  @Field(() => String, {
    description: 'The wallet’s name; to those who may not see the wallet, its owner’s name.',
  })
  name!: string;

  @Field(() => String, {
    nullable: true,
    description: 'What its owner is called; null for the treasury and the escrow.',
  })
  ownerName!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'The outcome of a command that moves money.' })
export class TransactionPayload {
  @Field(() => TransactionType, { description: 'The transaction as it is now.' })
  transaction!: Transaction;

  @Field(() => Boolean, { description: REPLAYED })
  replayed!: boolean;
}

@ObjectType({ simpleResolvers: true, description: 'What a list of transactions comes to.' })
export class TransactionTotals {
  @Field(() => [CurrencyTotal], { description: 'Never added together: a figure a currency.' })
  totals!: CurrencyTotal[];

  @Field(() => Boolean, {
    description: 'False when the list is too long to add up; then there are no totals.',
  })
  complete!: boolean;
}

@InputType('TransactionFilter', { description: FILTER })
export class TransactionFilterInput {
  @Field(() => [TransactionTypeEnum], { nullable: true, description: 'Of any of these types.' })
  type?: TypeOfTransaction[] | null;

  @Field(() => [TransactionStatusEnum], { nullable: true, description: 'Of any of these statuses.' })
  status?: TransactionStatus[] | null;

  @Field(() => CurrencyEnum, { nullable: true, description: 'In this currency.' })
  currency?: Currency | null;

  @Field(() => ID, { nullable: true, description: 'Either side.' })
  walletId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'One of this user’s wallets on either side. A customer finds nothing by anybody’s id but their own.',
  })
  ownerId?: string | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Of this amount or more. Needs `currency`; errors: BAD_USER_INPUT.',
  })
  minAmount?: string | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Of this amount or less. Needs `currency`; errors: BAD_USER_INPUT.',
  })
  maxAmount?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'The wallet on the other side: of the wallet that is listed, else of `walletId`, else of the wallets of `ownerId` or ' +
      'of the customer who asks; else on either side.',
  })
  counterpartyWalletId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'Whose wallet is on the other side, as with `counterpartyWalletId`. For analysts and operators; a customer finds ' +
      'nothing by anybody’s id but their own.',
  })
  counterpartyId?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Created at or after.' })
  from?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Created before.' })
  to?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Posted at or after.' })
  postedFrom?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Posted before.' })
  postedTo?: Date | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Exactly this reference, in capitals and small letters as it was given; blanks around it do not count.',
  })
  reference?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'An id, a whole reference, or a part of the description; for analysts and operators also of a party’s name or ' +
      `email. ${SEARCH}`,
  })
  search?: string | null;
}
