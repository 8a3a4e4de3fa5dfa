import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { mayReach } from '../../../identity/access/guard.js';
import type { User } from '../../../identity/model/user.js';
import type { Context } from '../../context/context.js';
import {
  ChangeEmailInput,
  ChangePasswordInput,
  ConfirmPasswordInput,
  UpdateProfileInput,
} from '../../types/own-account.types.js';
import { DateTimeScalar } from '../../types/scalars.js';
import { UserType } from '../../types/user.types.js';

/** Resolves changes that people make to their own accounts. */
@Resolver(() => UserType)
export class OwnAccountResolver {
  @Mutation(() => Boolean, {
    description:
      'Sets another password. Your other sessions end at once, with their live updates; API tokens go on. Only a session ' +
      'may. Errors: BAD_USER_INPUT, also for a wrong password; RATE_LIMITED, FORBIDDEN (an API token).',
  })
  async changePassword(
    @Arg('input', () => ChangePasswordInput, { description: 'The old one and the new one.' })
    input: ChangePasswordInput,
    @Ctx() { services, transport, known }: Context,
  ): Promise<boolean> {
    await services.ownAccount.changePassword(known, input, transport);
    return true;
  }

  @Mutation(() => Boolean, {
    description:
      'Enters the password again, so that the session may do what is dangerous for ten minutes. Signing in does so too, and ' +
      'so does `confirmWithPasskey`. Errors: BAD_USER_INPUT for a wrong password or code; SECOND_FACTOR_REQUIRED for a right ' +
      'password without a code, where the account asks for one; RATE_LIMITED, FORBIDDEN (an API token, which needs none).',
  })
  async confirmPassword(
    @Arg('input', () => ConfirmPasswordInput, { description: 'The proof.' })
    input: ConfirmPasswordInput,
    @Ctx() { services, transport, known }: Context,
  ): Promise<boolean> {
    await services.ownAccount.confirmPassword(known, input, transport);
    return true;
  }

  @Mutation(() => UserType, {
    description:
      'Changes what you are called. Only a session may. Errors: BAD_USER_INPUT, FORBIDDEN (an API token).',
  })
  async updateProfile(
    @Arg('input', () => UpdateProfileInput, { description: 'What others are to see of you.' })
    input: UpdateProfileInput,
    @Ctx() context: Context,
  ): Promise<User | null> {
    const viewer = context.known;
    await context.services.ownAccount.rename(viewer, input.displayName);
    context.forgetReads();
    return context.loaders.user.load(viewer.userId);
  }

  @Mutation(() => Boolean, {
    description:
      'Asks for another email. It is yours once you follow the link that is sent there; until then nothing changes, and the ' +
      'present one is told. Whether somebody else has it, only its owner learns. Only a session may. Errors: ' +
      'CONFIRMATION_REQUIRED, BAD_USER_INPUT, RATE_LIMITED, FEATURE_OFF, FORBIDDEN (an API token).',
  })
  async changeEmail(
    @Arg('input', () => ChangeEmailInput, { description: 'The email.' }) input: ChangeEmailInput,
    @Ctx() { services, transport, known }: Context,
  ): Promise<boolean> {
    await services.ownAccount.askForEmail(known, input.email, transport);
    return true;
  }

  @Mutation(() => Boolean, {
    description:
      'Sends a link by which you prove to have your email; none where that is proved. Only a session may. Errors: ' +
      'RATE_LIMITED, FEATURE_OFF, FORBIDDEN (an API token).',
  })
  async requestEmailVerification(@Ctx() { services, transport, known }: Context): Promise<boolean> {
    await services.ownAccount.askForVerification(known, transport);
    return true;
  }

  @FieldResolver(() => DateTimeScalar, {
    nullable: true,
    description:
      'When they proved to have their email; null until then. For the user, analysts and operators: null for anybody else.',
  })
  emailVerifiedAt(@Root() user: User, @Ctx() { viewer }: Context): Date | null {
    return mayReach('User.emailVerifiedAt', viewer, user.id) ? (user.emailVerifiedAt ?? null) : null;
  }
}
