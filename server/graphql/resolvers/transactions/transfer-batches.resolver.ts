import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { User } from '../../../identity/model/user.js';
import { mayReachEverybodys } from '../../../identity/access/guard.js';
import { listTransferBatches } from '../../../ledger/queries/transfer-batches.js';
import type { TransferBatch } from '../../../ledger/model/transfer-batch.js';
import { FilterArg } from '../../types/arguments.js';
import { toConnection, type Connection } from '../../types/connection.js';
import type { Context } from '../../context/context.js';
import { idFilter, searchFilter } from '../../types/id.filter.js';
import { pageRequest, type PageArgs } from '../../types/page-args.js';
import {
  TransferBatchConnectionType,
  TransferBatchFilterInput,
  transferBatchList,
  TransferBatchListArgs,
  TransferBatchType,
} from '../../types/transfer-batch.types.js';
import { UserType } from '../../types/user.types.js';

@Resolver(() => TransferBatchType)
export class TransferBatchesResolver {
  @Query(() => TransferBatchConnectionType(), {
    description: 'A customer’s own batches; for analysts and operators those of everybody.',
  })
  async transferBatches(
    @Args(() => TransferBatchListArgs) args: PageArgs,
    @FilterArg(() => TransferBatchFilterInput, 'Which batches; all that the viewer may see unless given.')
    input: TransferBatchFilterInput | null,
    @Ctx() { known, loaders }: Context,
  ): Promise<Connection<TransferBatch>> {
    const asked = idFilter(input?.userId);
    const search = searchFilter(input?.search);
    const filter = {
      userIds: [
        ...(mayReachEverybodys('Query.transferBatches', known) ? [] : [known.userId]),
        ...(asked === undefined ? [] : [asked]),
      ],
      contentDigest: input?.contentDigest?.toLowerCase(),
      from: input?.from ?? undefined,
      to: input?.to ?? undefined,
      search: search.search,
      searchPeople: mayReachEverybodys('TransferBatchFilter.search', known) ? search.searchPeople : undefined,
    };
    const page = await listTransferBatches(loaders.em, filter, pageRequest(args, transferBatchList));
    return toConnection(page, transferBatchList);
  }

  @FieldResolver(() => UserType, { nullable: true, description: 'Who asked for it.' })
  async initiatedBy(@Root() batch: TransferBatch, @Ctx() { loaders }: Context): Promise<User | null> {
    return loaders.user.load(batch.initiatedById);
  }
}
