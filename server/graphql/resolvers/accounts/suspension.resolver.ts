import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import type { SuspensionCommand } from '../../../identity/users/suspensions.js';
import type { Context } from '../../context/context.js';
import { ReasonArg, StatusKeyArg } from '../../types/arguments.js';
import { UserPayload } from '../../types/payload.types.js';
import { requireReason } from '../../../identity/access/reason.js';

/** Suspends and reactivates users. */
@Resolver()
export class SuspensionResolver {
  @Mutation(() => UserPayload, {
    description:
      'The user is signed out everywhere at once, their API tokens are revoked, and they cannot sign in any more. ' +
      'Their wallets stay as they are: money that others send arrives, and what waits for an operator goes on ' +
      'waiting. For operators, who cannot suspend themselves; only a session may. Errors: CONFIRMATION_REQUIRED; ' +
      'INVALID_STATE, also for the last active operator; FORBIDDEN (an API token).',
  })
  async suspendUser(
    @Arg('id', () => ID, { description: 'Of the user.' }) id: string,
    @ReasonArg() reason: string,
    @StatusKeyArg()
    idempotencyKey: string | null | undefined,
    @Ctx() context: Context,
  ): Promise<UserPayload> {
    return change(context, { operation: 'suspendUser', id, reason, idempotencyKey });
  }

  @Mutation(() => UserPayload, {
    description:
      'A suspended user may sign in again; sessions that the suspension has ended stay so. For operators; only a session ' +
      'may. Errors: INVALID_STATE; FORBIDDEN (an API token).',
  })
  async reactivateUser(
    @Arg('id', () => ID, { description: 'Of the user.' }) id: string,
    @ReasonArg() reason: string,
    @StatusKeyArg()
    idempotencyKey: string | null | undefined,
    @Ctx() context: Context,
  ): Promise<UserPayload> {
    return change(context, { operation: 'reactivateUser', id, reason, idempotencyKey });
  }
}

interface SuspensionArgs {
  readonly operation: SuspensionCommand['operation'];
  readonly id: string;
  readonly reason: string;
  readonly idempotencyKey: string | null | undefined;
}

async function change(
  context: Context,
  { operation, id, reason, idempotencyKey }: SuspensionArgs,
): Promise<UserPayload> {
  const { user, replayed } = await context.services.suspensions.change({
    operation,
    actorId: context.known.userId,
    idempotencyKey: idempotencyKey ?? null,
    userId: id.toLowerCase(),
    reason: requireReason(reason),
  });
  context.forgetReads();
  if (replayed) context.transport.markReplayed();
  return { user, replayed };
}
