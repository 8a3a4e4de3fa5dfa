import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context/context.js';
import {
  RequestPasswordResetInput,
  ResetPasswordInput,
  VerifyEmailInput,
} from '../../types/own-account.types.js';

/** Resolves mutations that follow emailed links. */
@Resolver()
export class AccountLinksResolver {
  @Mutation(() => Boolean, {
    description:
      'Sends a link for a new password, which works once and for 30 minutes. The answer is the same, and as fast, whether or ' +
      'not the email has an account. Errors: BAD_USER_INPUT, RATE_LIMITED, FEATURE_OFF.',
  })
  async requestPasswordReset(
    @Arg('input', () => RequestPasswordResetInput, { description: 'Whose password.' })
    input: RequestPasswordResetInput,
    @Ctx() { services, transport }: Context,
  ): Promise<boolean> {
    await services.links.askForReset(input.email, transport);
    return true;
  }

  @Mutation(() => Boolean, {
    description:
      'Sets a new password by a link. All sessions of the user end at once, with their live updates; API tokens go on. It ' +
      'signs nobody in. Errors: BAD_USER_INPUT, also for a link that does not work any more; RATE_LIMITED.',
  })
  async resetPassword(
    @Arg('input', () => ResetPasswordInput, { description: 'The link and the password.' })
    input: ResetPasswordInput,
    @Ctx() { services, transport }: Context,
  ): Promise<boolean> {
    await services.links.resetPassword(input.token, input.newPassword, transport);
    return true;
  }

  @Mutation(() => Boolean, {
    description:
      'Proves by a link that an email is the user’s; one that they asked for is theirs from then on. Errors: ' +
      'BAD_USER_INPUT for a link that does not work any more; RATE_LIMITED.',
  })
  async verifyEmail(
    @Arg('input', () => VerifyEmailInput, { description: 'The link.' }) input: VerifyEmailInput,
    @Ctx() context: Context,
  ): Promise<boolean> {
    await context.services.links.verifyEmail(input.token, context.transport);
    context.forgetReads();
    return true;
  }
}
