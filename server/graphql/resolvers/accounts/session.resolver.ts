import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { AccessError } from '../../../identity/model/errors.js';
import type { SignedIn } from '../../../identity/sessions/sessions.js';
import type { Context } from '../../context/context.js';
import { LoginInput, RegisterInput, SessionType } from '../../types/user.types.js';

@Resolver()
export class SessionResolver {
  @Mutation(() => SessionType, {
    description:
      'Makes a customer’s account and signs in. `signUp` does so on every server. Errors: BAD_USER_INPUT, EMAIL_TAKEN, ' +
      'RATE_LIMITED, FEATURE_OFF (where `service.verifiesEmail` is true).',
  })
  async register(
    @Arg('input', () => RegisterInput, { description: 'Whose account is to be made.' }) input: RegisterInput,
    @Ctx() context: Context,
  ): Promise<SignedIn> {
    const { accounts, signUps } = context.services;
    if (signUps.needProof)
      throw new AccessError('FEATURE_OFF', 'Emails are proved before there is an account: sign up by signUp');
    return context.open(await accounts.register(input, context.transport));
  }

  @Mutation(() => SessionType, {
    description:
      'Signs in. Errors: UNAUTHENTICATED; SECOND_FACTOR_REQUIRED for a right password without a code, where the account asks ' +
      'for one; FORBIDDEN (suspended), RATE_LIMITED.',
  })
  async login(
    @Arg('input', () => LoginInput, { description: 'Who signs in.' }) input: LoginInput,
    @Ctx() context: Context,
  ): Promise<SignedIn> {
    return context.open(await context.services.accounts.login(input, context.transport));
  }

  @Mutation(() => Boolean, {
    description:
      'Ends the session that asks. Its token is worthless from then on. Errors: FORBIDDEN (an API token).',
  })
  async logout(@Ctx() context: Context): Promise<boolean> {
    await context.services.sessions.close(context.known);
    context.transport.clearSession();
    return true;
  }
}
