import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { mayReachEverybodys } from '../../../identity/access/guard.js';
import { contentDigestOf } from '../../../ledger/idempotency/batch-content.js';
import { requestOf } from '../../../ledger/model/command.js';
import { listTransferBatches } from '../../../ledger/queries/transfer-batches.js';
import type { TransferBatch } from '../../../ledger/model/transfer-batch.js';
import { TransferInput } from '../../types/command.types.js';
import type { Context } from '../../context/context.js';
import { Money } from '../../types/money.types.js';
import { assertItemCount, parseBatch } from '../../input/transfer-batch.parse.js';
import { TransferBatchType } from '../../types/transfer-batch.types.js';

/** Maximum number of earlier batches listed for one content. */
const SENT_BEFORE_MAX = 20;

/** Finds the batches that pay the same, and counts the outcomes of each. */
@Resolver(() => TransferBatchType)
export class TransferBatchContentResolver {
  @Query(() => [TransferBatchType], {
    description:
      'The batches that paid exactly these transfers before, in whatever order, from whichever wallets and under whatever label; ' +
      'the last first, at most 20. Customers hear of their own; analysts and operators of all.',
  })
  async transferBatchesLike(
    @Arg('input', () => [TransferInput], { description: 'As `transferBatch` takes them.' })
    input: TransferInput[],
    @Ctx() { known, loaders }: Context,
  ): Promise<readonly TransferBatch[]> {
    assertItemCount(input);
    // The content of a batch is compared by emails, whomever they belong to.
    const items = await parseBatch(input, async () => Promise.resolve(new Map()));
    const userIds = mayReachEverybodys('Query.transferBatchesLike', known) ? [] : [known.userId];
    const { items: found } = await listTransferBatches(
      loaders.em,
      { userIds, contentDigest: contentDigestOf(items.map(requestOf)) },
      { size: SENT_BEFORE_MAX, fromEnd: false, order: 'NEWEST_FIRST', after: undefined, before: undefined },
    );
    return found;
  }

  @FieldResolver(() => Int, { description: 'How many of its transfers were made.' })
  async transferred(@Root() batch: TransferBatch, @Ctx() { loaders }: Context): Promise<number> {
    return (await loaders.resultOfBatch.load(batch.id)).transferred;
  }

  @FieldResolver(() => Int, { description: 'How many of its transfers were declined.' })
  async declined(@Root() batch: TransferBatch, @Ctx() { loaders }: Context): Promise<number> {
    return batch.itemCount - (await loaders.resultOfBatch.load(batch.id)).transferred;
  }

  @FieldResolver(() => [Money], {
    description: 'What was transferred: a sum a currency, in the order of their codes.',
  })
  async totals(@Root() batch: TransferBatch, @Ctx() { loaders }: Context): Promise<Money[]> {
    const { totals } = await loaders.resultOfBatch.load(batch.id);
    return totals.map(({ currency, amount }) => new Money(amount, currency));
  }
}
