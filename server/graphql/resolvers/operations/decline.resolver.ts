import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { User } from '../../../identity/model/user.js';
import {
  countDeclines,
  declinePlace,
  listDeclines,
  type DeclineFilter,
} from '../../../ledger/queries/declines.js';
import type { IdempotencyRecord } from '../../../ledger/model/idempotency-record.js';
import { FilterArg } from '../../types/arguments.js';
import { DeclineCount } from '../../types/admin-summary.types.js';
import { toConnection, type Connection } from '../../types/connection.js';
import type { Context } from '../../context/context.js';
import {
  DeclineConnectionType,
  DeclineFilterInput,
  DeclineListArgs,
  DeclineType,
} from '../../types/decline.types.js';
import { idFilter, searchFilter } from '../../types/id.filter.js';
import { rejectionOf } from '../../types/idempotency.types.js';
import { pageRequest, PLACE, type List, type PageArgs } from '../../types/page-args.js';
import { UserType } from '../../types/user.types.js';

const declineList: List<Decline> = {
  of: 'decline',
  usual: 'NEWEST_FIRST',
  keyOf: ({ place }) => place,
  key: PLACE,
};

@Resolver(() => DeclineType)
export class DeclineResolver {
  @Query(() => DeclineConnectionType(), {
    description: 'What the ledger refused. For analysts and operators.',
  })
  async declines(
    @Args(() => DeclineListArgs) args: PageArgs,
    @FilterArg(() => DeclineFilterInput, 'Which declines; all of them unless given.')
    filter: DeclineFilterInput | null,
    @Ctx() context: Context,
  ): Promise<Connection<Decline>> {
    const request = pageRequest(args, declineList);
    const page = await listDeclines(context.loaders.em, declineFilter(filter), request);
    return toConnection({ ...page, items: page.items.map(toDecline) }, declineList);
  }

  @Query(() => [DeclineCount], {
    description: 'How many of the declines that a filter finds have which code. For analysts and operators.',
  })
  async declineCounts(
    @FilterArg(() => DeclineFilterInput, 'Which declines; all of them unless given.')
    filter: DeclineFilterInput | null,
    @Ctx() context: Context,
  ): Promise<DeclineCount[]> {
    return countDeclines(context.loaders.em, declineFilter(filter));
  }

  @FieldResolver(() => UserType, { description: 'Whose attempt it was.' })
  async user(@Root() { userId }: Decline, @Ctx() context: Context): Promise<User | null> {
    return context.loaders.user.load(userId);
  }
}

interface Decline extends DeclineType {
  readonly userId: string;
  readonly place: string;
}

function toDecline(record: IdempotencyRecord): Decline {
  const { key, operation, createdAt, principalId: userId } = record;
  const rejection = rejectionOf(record);
  if (!rejection) throw new Error('A decline has no rejection');
  return {
    id: Buffer.from(`${userId} ${key}`).toString('base64url'),
    key,
    operation,
    createdAt,
    userId,
    place: declinePlace(record),
    rejection,
  };
}

/** Parses a filter of declined commands. GraphQL's nulls mean "any"; the ledger's filters leave such a condition out. */
function declineFilter(input: DeclineFilterInput | null): DeclineFilter {
  return {
    code: input?.code ?? undefined,
    userId: idFilter(input?.userId),
    from: input?.from ?? undefined,
    to: input?.to ?? undefined,
    ...searchFilter(input?.search),
  };
}
