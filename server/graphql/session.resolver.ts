import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { SignedIn } from '../identity/sessions.js';
import { requireSession } from '../identity/viewer.js';
import type { Context } from './context.js';
import { LoginInput, RegisterInput, SessionType } from './user.types.js';

@Resolver()
export class SessionResolver {
  @Mutation(() => SessionType, {
    description:
      'Makes a customer’s account and signs in. Errors: BAD_USER_INPUT, EMAIL_TAKEN, RATE_LIMITED.',
  })
  async register(
    @Arg('input', () => RegisterInput, { description: 'Whose account is to be made.' }) input: RegisterInput,
    @Ctx() context: Context,
  ): Promise<SignedIn> {
    return open(context, await context.services.accounts.register(input, context.transport));
  }

  @Mutation(() => SessionType, {
    description: 'Signs in. Errors: UNAUTHENTICATED, FORBIDDEN (suspended), RATE_LIMITED.',
  })
  async login(
    @Arg('input', () => LoginInput, { description: 'Who signs in.' }) input: LoginInput,
    @Ctx() context: Context,
  ): Promise<SignedIn> {
    return open(context, await context.services.accounts.login(input, context.transport));
  }

  @Mutation(() => Boolean, {
    description:
      'Ends the session that asks. Its token is worthless from then on. Errors: FORBIDDEN (an API token).',
  })
  async logout(@Ctx() context: Context): Promise<boolean> {
    await context.services.sessions.close(requireSession(context.viewer));
    context.transport.clearSession();
    return true;
  }
}

function open(context: Context, session: SignedIn): SignedIn {
  context.transport.setSession(session.token, session.expiresAt);
  if (session.device) context.transport.setDevice(session.device.token, session.device.expiresAt);
  // Fields of the answer, such as the wallets, are asked for by the user who has just signed in.
  context.signIn(session);
  return session;
}
