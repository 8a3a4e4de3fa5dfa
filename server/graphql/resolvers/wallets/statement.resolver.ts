import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import type { Entry } from '../../../ledger/model/entry.js';
import { pageOfSpans, type EntrySum } from '../../../ledger/queries/statement-entries.js';
import type { Wallet } from '../../../ledger/model/wallet.js';
import { statementSpan, statementSums } from '../../../reports/wallets/statement.js';
import { toConnection, type Connection } from '../../types/connection.js';
import type { Context } from '../../context/context.js';
import { EntryConnectionType, statementEntryList, StatementEntryListArgs } from '../../types/entry.types.js';
import { CurrencyTotal, Money } from '../../types/money.types.js';
import { pageRequest, type PageArgs } from '../../types/page-args.js';
import { DateTimeScalar } from '../../types/scalars.js';
import { Statement } from '../../types/statement.types.js';
import { visibleWallet } from '../../context/visible-wallet.js';
import { WalletType } from '../../types/wallet.types.js';

@Resolver(() => Statement)
export class StatementResolver {
  @Query(() => Statement, {
    description:
      'What happened to a wallet in a stretch of time. Errors: NOT_FOUND, also for somebody else’s wallet; ' +
      'BAD_USER_INPUT unless from is before to.',
  })
  async statement(
    @Arg('walletId', () => ID, { description: 'Of the wallet.' }) walletId: string,
    @Arg('from', () => DateTimeScalar, { description: 'Booked at or after.' }) from: Date,
    @Arg('to', () => DateTimeScalar, { description: 'Booked before.' }) to: Date,
    @Ctx() context: Context,
  ): Promise<Statement> {
    const wallet = await visibleWallet(walletId, context, 'Query.statement', 'walletId');
    return new Statement(wallet, from, to, await statementSpan(context.loaders.em, wallet.id, from, to));
  }

  @FieldResolver(() => WalletType, { description: 'Whose statement it is.' })
  wallet(@Root() { of }: Statement): Wallet {
    return of;
  }

  @FieldResolver(() => CurrencyTotal, { description: 'What came in.' })
  async credits(@Root() statement: Statement, @Ctx() context: Context): Promise<CurrencyTotal> {
    return total(statement, (await sumsOf(statement, context)).credits);
  }

  @FieldResolver(() => CurrencyTotal, {
    description: 'What went out; never negative, so that opening + credits − debits = closing.',
  })
  async debits(@Root() statement: Statement, @Ctx() context: Context): Promise<CurrencyTotal> {
    return total(statement, (await sumsOf(statement, context)).debits);
  }

  @FieldResolver(() => EntryConnectionType(), {
    description: 'What was booked, with the balance that each entry left.',
  })
  async entries(
    @Root() { span }: Statement,
    @Args(() => StatementEntryListArgs) args: PageArgs,
    @Ctx() context: Context,
  ): Promise<Connection<Entry>> {
    const request = pageRequest(args, statementEntryList);
    const page = await pageOfSpans(context.loaders.em, span.spans, request);
    return toConnection(page, statementEntryList, () => span.entries);
  }
}

/** Reads both sums at once and keeps them. */
async function sumsOf(statement: Statement, { loaders }: Context) {
  statement.sums ??= statementSums(loaders.em, statement.span.spans);
  return statement.sums;
}

function total({ of: { currency } }: Statement, { count, amount }: EntrySum): CurrencyTotal {
  return { currency, count, amount: new Money(amount, currency) };
}
