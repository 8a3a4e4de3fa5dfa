import { Field, ObjectType } from 'type-graphql';
import type { Wallet } from '../../ledger/model/wallet.js';
import type { statementSums, StatementSpan } from '../../reports/wallets/statement.js';
import { Money } from './money.types.js';
import { DateTimeScalar } from './scalars.js';

@ObjectType({
  simpleResolvers: true,
  description:
    'What happened to a wallet in a stretch of time: an unbroken run of its entries. What it opens with and its entries ' +
    'always add up to what it closes with, and the next statement opens with that.',
})
export class Statement {
  @Field(() => DateTimeScalar, { description: 'The first moment of it.' })
  readonly from: Date;

  @Field(() => DateTimeScalar, { description: 'The moment at which it was over.' })
  readonly to: Date;

  @Field(() => Money, { description: 'The posted balance right before the first entry.' })
  readonly opening: Money;

  @Field(() => Money, { description: 'The posted balance right after the last entry.' })
  readonly closing: Money;

  /** Read when one of them is asked for. */
  sums: ReturnType<typeof statementSums> | undefined;

  constructor(
    readonly of: Wallet,
    from: Date,
    to: Date,
    readonly span: StatementSpan,
  ) {
    this.from = from;
    this.to = to;
    this.opening = new Money(span.opening, of.currency);
    this.closing = new Money(span.closing, of.currency);
  }
}
