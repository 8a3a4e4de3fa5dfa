import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import { mayReach } from '../../../identity/access/guard.js';
import { AccessError, SENTENCES } from '../../../identity/model/errors.js';
import { statusOf, type ApiToken, type TokenStatus } from '../../../identity/model/api-token.js';
import type { MadeApiToken } from '../../../identity/sessions/api-tokens.js';
import type { User } from '../../../identity/model/user.js';
import { OptionalReasonArg } from '../../types/arguments.js';
import {
  ApiTokenConnectionType,
  apiTokenList,
  ApiTokenListArgs,
  ApiTokenPayload,
  ApiTokenType,
  CreateApiTokenInput,
  TokenStatusEnum,
} from '../../types/api-token.types.js';
import { toConnection, type Connection } from '../../types/connection.js';
import type { Context } from '../../context/context.js';
import { pageRequest } from '../../types/page-args.js';
import { parseReason } from '../../../identity/access/reason.js';
import { UserType } from '../../types/user.types.js';

@Resolver(() => ApiTokenType)
export class ApiTokenResolver {
  @Mutation(() => ApiTokenPayload, {
    description:
      'Makes a token that lets a program act as you, for up to a year. Only a session may. Errors: CONFIRMATION_REQUIRED; ' +
      'BAD_USER_INPUT, also for a name that is taken and for too many; FORBIDDEN (a role that is not yours to give, or an API token).',
  })
  async createApiToken(
    @Arg('input', () => CreateApiTokenInput, { description: 'What the token is to be for.' })
    input: CreateApiTokenInput,
    @Ctx() context: Context,
  ): Promise<MadeApiToken> {
    const { userId, credential } = context.known;
    const made = await context.services.apiTokens.create(userId, userId, input, credential);
    context.forgetReads();
    return made;
  }

  @Mutation(() => Boolean, {
    description:
      'Ends a token at once, with its live updates and exports: one of yours, or as an operator anybody’s. Only a ' +
      'session may. One that is revoked already stays so. Errors: NOT_FOUND, FORBIDDEN (an API token, an analyst).',
  })
  async revokeApiToken(
    @Arg('id', () => ID, { description: 'Of the token.' }) id: string,
    @OptionalReasonArg('Why, for the audit log; up to 280 characters. Needed for a token of somebody else.')
    reason: string | null | undefined,
    @Ctx() context: Context,
  ): Promise<boolean> {
    const viewer = context.known;
    await context.services.apiTokens.revoke({ id: id.toLowerCase(), viewer, reason: parseReason(reason) });
    context.forgetReads();
    return true;
  }

  @FieldResolver(() => TokenStatusEnum, { description: 'Whether it can be used now.' })
  status(@Root() token: ApiToken, @Ctx() { services }: Context): TokenStatus {
    return statusOf(token, services.clock.now());
  }

  @FieldResolver(() => UserType, { description: 'Whom it acts for.' })
  async user(@Root() token: ApiToken, @Ctx() { loaders }: Context): Promise<User | null> {
    return loaders.user.load(token.userId);
  }

  @FieldResolver(() => UserType, {
    nullable: true,
    description: 'Who revoked it. A customer learns no more of an operator than that it was not they.',
  })
  async revokedBy(@Root() token: ApiToken, @Ctx() { loaders, known }: Context): Promise<User | null> {
    const { revokedById } = token;
    return revokedById && mayReach('ApiToken.revokedBy', known, revokedById)
      ? loaders.user.load(revokedById)
      : null;
  }
}

@Resolver(() => UserType)
export class UserApiTokensResolver {
  @FieldResolver(() => ApiTokenConnectionType(), {
    description: 'For the user, and for analysts and operators.',
  })
  async apiTokens(
    @Root() user: User,
    @Args(() => ApiTokenListArgs) args: ApiTokenListArgs,
    @Ctx() context: Context,
  ): Promise<Connection<ApiToken>> {
    if (!mayReach('User.apiTokens', context.known, user.id))
      throw new AccessError('FORBIDDEN', SENTENCES.forStaff);
    const request = pageRequest(args, apiTokenList);
    const filter = { status: args.status ?? undefined, now: context.services.clock.now() };
    const page = await context.loaders.apiTokensOfUser(user.id, filter, request);
    return toConnection(page, apiTokenList, async () => context.loaders.apiTokenCountOfUser(user.id, filter));
  }
}
