import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { SignedIn } from '../../../identity/sessions/sessions.js';
import type { Context } from '../../context/context.js';
import { RegisterInput, SessionType } from '../../types/user.types.js';
import { CompleteSignUpInput, SignUpType } from '../../types/sign-up.types.js';

/** Makes accounts: at once, or once their email is proved. */
@Resolver()
export class SignUpResolver {
  @Mutation(() => SignUpType, {
    description:
      'Asks for a customer’s account. Where `service.verifiesEmail` is false, it is made and signed in to, as by `register`. ' +
      'Where it is true, a mail is sent and the answer is the same, and as fast, whether or not the email has an account. ' +
      'Errors: BAD_USER_INPUT, RATE_LIMITED, EMAIL_TAKEN (only where emails are not proved first).',
  })
  async signUp(
    @Arg('input', () => RegisterInput, { description: 'Whose account is to be made.' }) input: RegisterInput,
    @Ctx() context: Context,
  ): Promise<SignUpType> {
    const { accounts, signUps } = context.services;
    if (!signUps.needProof)
      return { session: context.open(await accounts.register(input, context.transport)) };
    await signUps.ask(input, context.transport);
    return { session: null };
  }

  @Mutation(() => SessionType, {
    description:
      'Makes the account by the link that was sent for it, and signs in. It takes the password that was chosen when signing ' +
      'up: whoever has only the mailbox, or only the password, gets no account. Errors: BAD_USER_INPUT, also for a link ' +
      'that does not work any more; RATE_LIMITED.',
  })
  async completeSignUp(
    @Arg('input', () => CompleteSignUpInput, { description: 'The link and the password.' })
    input: CompleteSignUpInput,
    @Ctx() context: Context,
  ): Promise<SignedIn> {
    const { signUps } = context.services;
    return context.open(await signUps.complete(input.token, input.password, context.transport));
  }
}
