import { Arg, Args, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { countUsers, listUsers, type UserFilter } from '../identity/user-list.js';
import type { User } from '../identity/user.js';
import { notFound, requireStaff, requireViewer } from '../identity/viewer.js';
import type { Wallet } from '../ledger/wallet.js';
import { byId, PageArgs, pageRequest, toConnection, type Connection } from './connection.js';
import type { Context } from './context.js';
import { SEARCH } from './id.filter.js';
import { parseSought } from './text.js';
import { UserConnectionType, UserFilterInput, UserType } from './user.types.js';
import { WalletConnectionType, WalletFilterInput } from './wallet.types.js';
import { walletFilterFor } from './wallet.filter.js';

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
    requireStaff(context.viewer);
    const user = await context.loaders.user.load(id.toLowerCase());
    if (!user) throw notFound('user', 'id');
    return user;
  }

  @Query(() => UserConnectionType(), { description: 'For analysts and operators; oldest first.' })
  async users(
    @Args(() => PageArgs) args: PageArgs,
    @Arg('search', () => String, {
      nullable: true,
      description: `An id, or a part of the email or name. ${SEARCH}`,
    })
    search: string | null,
    @Arg('filter', () => UserFilterInput, {
      nullable: true,
      description: 'Which users; all of them unless given.',
    })
    filter: UserFilterInput | null,
    @Ctx() context: Context,
  ): Promise<Connection<User>> {
    requireStaff(context.viewer);
    const request = pageRequest(args);
    const page = await listUsers(context.loaders.em, userFilter(filter, search), request);
    return toConnection(page, request, byId);
  }

  @Query(() => Int, { description: 'How many users a search and a filter find. For analysts and operators.' })
  async userCount(
    @Arg('search', () => String, {
      nullable: true,
      description: `An id, or a part of the email or name. ${SEARCH}`,
    })
    search: string | null,
    @Arg('filter', () => UserFilterInput, {
      nullable: true,
      description: 'Which users; all of them unless given.',
    })
    filter: UserFilterInput | null,
    @Ctx() context: Context,
  ): Promise<number> {
    requireStaff(context.viewer);
    return countUsers(context.loaders.em, userFilter(filter, search));
  }

  @FieldResolver(() => WalletConnectionType(), { description: 'The user’s wallets, oldest first.' })
  async wallets(
    @Root() user: User,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => WalletFilterInput, {
      nullable: true,
      description: 'Which of them; all unless given.',
    })
    input: WalletFilterInput | null,
    @Ctx() context: Context,
  ): Promise<Connection<Wallet>> {
    const request = pageRequest(args);
    const filter = walletFilterFor(requireViewer(context.viewer), input);
    const page = await context.loaders.walletsOfOwner(user.id, filter, request);
    return toConnection(page, request, byId);
  }
}

/** GraphQL's nulls mean "any"; the filters of identity leave such a condition out. */
function userFilter(input: UserFilterInput | null, search: string | null): UserFilter {
  return {
    role: input?.role ?? undefined,
    status: input?.status ?? undefined,
    from: input?.from ?? undefined,
    to: input?.to ?? undefined,
    search: parseSought('search', search),
  };
}
