import { Field, ID, InputType } from 'type-graphql';
import type { Currency } from '../../ledger/money/currencies.js';
import type { Metadata } from '../../ledger/model/transaction.js';
import { CurrencyEnum, DecimalScalar, JsonObjectScalar } from './scalars.js';

@InputType()
export class MoneyInput {
  @Field(() => DecimalScalar, {
    description: 'Greater than zero, with no more fraction digits than the currency has.',
  })
  amount!: string;

  @Field(() => CurrencyEnum, { description: 'Must be the wallet’s: nothing is ever converted.' })
  currency!: Currency;

  @Field(() => String, { nullable: true, description: 'Up to 280 characters.' })
  description?: string | null;

  @Field(() => String, { nullable: true, description: 'Yours, to find it again; up to 140 characters.' })
  reference?: string | null;

  @Field(() => JsonObjectScalar, { nullable: true, description: 'Yours; up to 4 000 bytes of JSON.' })
  metadata?: Metadata | null;
}

@InputType({ description: 'What to pay in, and where.' })
export class DepositInput extends MoneyInput {
  @Field(() => ID, { description: 'A wallet of your own, to pay into.' })
  walletId!: string;
}

@InputType({ description: 'What to pay out, and from where.' })
export class WithdrawInput extends MoneyInput {
  @Field(() => ID, { description: 'A wallet of your own, to pay out of.' })
  walletId!: string;
}

@InputType({ description: 'To a wallet, or to a person by email: exactly one of the two.' })
export class TransferInput extends MoneyInput {
  @Field(() => ID, { description: 'A wallet of your own, to send from.' })
  fromWalletId!: string;

  @Field(() => ID, { nullable: true, description: 'The wallet to send to; left out when there is an email.' })
  toWalletId?: string | null;

  @Field(() => String, { nullable: true, description: 'Goes to their oldest active wallet of the currency.' })
  toEmail?: string | null;
}
