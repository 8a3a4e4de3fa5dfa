import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { describeDevice } from '../../../identity/model/device.js';
import { countSessions, listSessions } from '../../../identity/sessions/session-list.js';
import type { Session } from '../../../identity/model/session.js';
import { toConnection, type Connection } from '../../types/connection.js';
import type { Context } from '../../context/context.js';
import { pageRequest, type PageArgs } from '../../types/page-args.js';
import { DateTimeScalar } from '../../types/scalars.js';
import {
  UserSessionConnectionType,
  userSessionList,
  UserSessionListArgs,
  UserSessionType,
} from '../../types/user-session.types.js';

/** Lists and ends the viewer's sessions. */
@Resolver(() => UserSessionType)
export class UserSessionResolver {
  @Query(() => UserSessionConnectionType(), {
    description: 'Where you are signed in. Only a session may ask. Errors: FORBIDDEN (an API token).',
  })
  async sessions(
    @Args(() => UserSessionListArgs) args: PageArgs,
    @Ctx() context: Context,
  ): Promise<Connection<Session>> {
    const { userId, role } = context.known;
    const { sessions, clock } = context.services;
    const { em } = context.loaders;
    const open = { userId, now: clock.now(), idleMs: sessions.idleMs(role) };
    const page = await listSessions(em, open, pageRequest(args, userSessionList));
    return toConnection(page, userSessionList, async () => countSessions(em, open));
  }

  @Mutation(() => Boolean, {
    description:
      'Ends one of your sessions at once, with its live updates. Only a session may. Errors: NOT_FOUND, also for one that ' +
      'is over; FORBIDDEN (an API token).',
  })
  async endSession(
    @Arg('id', () => ID, { description: 'Of the session.' }) id: string,
    @Ctx() context: Context,
  ): Promise<boolean> {
    const viewer = context.known;
    await context.services.sessions.end(id.toLowerCase(), viewer);
    if (viewer.credential.id === id.toLowerCase()) context.transport.clearSession();
    context.forgetReads();
    return true;
  }

  @Mutation(() => Int, {
    description:
      'Ends all of your sessions but the one that asks, at once, and says how many there were. Only a session may. Errors: ' +
      'FORBIDDEN (an API token).',
  })
  async endOtherSessions(@Ctx() context: Context): Promise<number> {
    const ended = await context.services.sessions.endOthers(context.known);
    context.forgetReads();
    return ended;
  }

  @FieldResolver(() => Boolean, { description: 'Whether it is the one that asks.' })
  current(@Root() session: Session, @Ctx() { viewer }: Context): boolean {
    return viewer?.credential.id === session.id;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'What signed in, as it said of itself, such as “Firefox on Linux”; null when it did not say.',
  })
  device(@Root() { userAgent }: Session): string | null {
    return describeDevice(userAgent ?? null);
  }

  @FieldResolver(() => DateTimeScalar, { description: 'When it was last used, to the minute.' })
  lastUsedAt(@Root() { lastUsedAt, createdAt }: Session): Date {
    return lastUsedAt ?? createdAt;
  }
}
