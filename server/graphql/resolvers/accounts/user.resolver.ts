import { Arg, Args, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { countUsers, listUsers, type UserFilter } from '../../../identity/users/user-list.js';
import type { User } from '../../../identity/model/user.js';
import { notFound } from '../../../identity/model/viewer.js';
import type { Wallet } from '../../../ledger/model/wallet.js';
import { FilterArg } from '../../types/arguments.js';
import { toConnection, type Connection } from '../../types/connection.js';
import type { Context } from '../../context/context.js';
import { SEARCH } from '../../types/id.filter.js';
import { pageRequest, type PageArgs } from '../../types/page-args.js';
import { parseSearchText } from '../../../identity/access/text.js';
import {
  UserConnectionType,
  UserFilterInput,
  userList,
  UserListArgs,
  UserType,
} from '../../types/user.types.js';
import { WalletConnectionType, WalletFilterInput, WalletListArgs } from '../../types/wallet.types.js';
import { walletsOf } from '../wallets/wallet.list.js';

const SEARCH_ARGUMENT = {
  nullable: true,
  description: `An id, or a part of the email or name. ${SEARCH} With the filter’s own search, both hold.`,
  deprecationReason: 'Use the filter’s search.',
};

@Resolver(() => UserType)
export class UserResolver {
  @Query(() => UserType, { nullable: true, description: 'Who is signed in; null when nobody is.' })
  async me(@Ctx() context: Context): Promise<User | null> {
    return context.viewer && context.loaders.user.load(context.viewer.userId);
  }

  @Query(() => UserType, { nullable: true, description: 'For analysts and operators. Errors: NOT_FOUND.' })
  async user(
    @Arg('id', () => ID, { description: 'Of the user.' }) id: string,
    @Ctx() context: Context,
  ): Promise<User> {
    const user = await context.loaders.user.load(id.toLowerCase());
    if (!user) throw notFound('user', 'id');
    return user;
  }

  @Query(() => UserConnectionType(), { description: 'For analysts and operators.' })
  async users(
    @Args(() => UserListArgs) args: PageArgs,
    @Arg('search', () => String, SEARCH_ARGUMENT)
    search: string | null,
    @FilterArg(() => UserFilterInput, 'Which users; all of them unless given.')
    filter: UserFilterInput | null,
    @Ctx() context: Context,
  ): Promise<Connection<User>> {
    const request = pageRequest(args, userList);
    const page = await listUsers(context.loaders.em, userFilter(filter, search), request);
    return toConnection(page, userList);
  }

  @Query(() => Int, { description: 'How many users a search and a filter find. For analysts and operators.' })
  async userCount(
    @Arg('search', () => String, SEARCH_ARGUMENT)
    search: string | null,
    @FilterArg(() => UserFilterInput, 'Which users; all of them unless given.')
    filter: UserFilterInput | null,
    @Ctx() context: Context,
  ): Promise<number> {
    return countUsers(context.loaders.em, userFilter(filter, search));
  }

  @FieldResolver(() => WalletConnectionType(), { description: 'The user’s wallets.' })
  async wallets(
    @Root() user: User,
    @Args(() => WalletListArgs) args: WalletListArgs,
    @FilterArg(() => WalletFilterInput, 'Which of them; all unless given.')
    input: WalletFilterInput | null,
    @Ctx() context: Context,
  ): Promise<Connection<Wallet>> {
    return walletsOf(user.id, args, input, context);
  }
}

/** Parses a filter of users. GraphQL's nulls mean "any"; the filters of identity leave such a condition out. */
function userFilter(input: UserFilterInput | null, search: string | null): UserFilter {
  return {
    role: input?.role ?? undefined,
    status: input?.status ?? undefined,
    from: input?.from ?? undefined,
    to: input?.to ?? undefined,
    searches: [search, input?.search].flatMap((text) => parseSearchText('search', text) ?? []),
  };
}
