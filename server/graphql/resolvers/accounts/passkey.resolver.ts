import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import type { Passkey } from '../../../identity/model/passkey.js';
import type { Ceremony } from '../../../identity/factors/passkey-answers.js';
import type { SignedIn } from '../../../identity/sessions/sessions.js';
import type { Context } from '../../context/context.js';
import { SessionType } from '../../types/user.types.js';
import {
  AddPasskeyInput,
  AddPasskeyPayload,
  PasskeyCeremony,
  PasskeyProofInput,
  PasskeyType,
  RenamePasskeyInput,
} from '../../types/factor.types.js';

@Resolver()
export class PasskeyResolver {
  @Mutation(() => PasskeyCeremony, {
    description:
      'Begins to sign in with a passkey, whosever it is: no email is asked for. Errors: RATE_LIMITED, FEATURE_OFF.',
  })
  async startPasskeySignIn(@Ctx() { services, transport }: Context): Promise<Ceremony> {
    return services.passkeys.startSignIn(transport);
  }

  @Mutation(() => SessionType, {
    description:
      'Signs in with a passkey. It is both factors, so nothing else is asked for. Errors: UNAUTHENTICATED when it is not ' +
      'accepted, also for a challenge that was answered or is too old; BAD_USER_INPUT, FORBIDDEN (suspended), FEATURE_OFF.',
  })
  async signInWithPasskey(
    @Arg('input', () => PasskeyProofInput, { description: 'What the passkey has signed.' })
    input: PasskeyProofInput,
    @Ctx() context: Context,
  ): Promise<SignedIn> {
    return context.open(await context.services.passkeys.signIn(input, context.transport));
  }

  @Mutation(() => PasskeyCeremony, {
    description:
      'Begins to add a passkey. Only a session may. Errors: CONFIRMATION_REQUIRED, BAD_USER_INPUT when there are too many; ' +
      'FEATURE_OFF, FORBIDDEN (an API token).',
  })
  async startPasskeyRegistration(@Ctx() context: Context): Promise<Ceremony> {
    return context.services.passkeys.startRegistration(context.known);
  }

  @Mutation(() => AddPasskeyPayload, {
    description:
      'Adds a passkey that was just made. From then on the password alone does not sign in any more. Only a session may. ' +
      'Errors: CONFIRMATION_REQUIRED; BAD_USER_INPUT, also for one that is not accepted; FEATURE_OFF, FORBIDDEN (an API token).',
  })
  async addPasskey(
    @Arg('input', () => AddPasskeyInput, { description: 'The key, and its name.' }) input: AddPasskeyInput,
    @Ctx() context: Context,
  ): Promise<{ passkey: Passkey; recoveryCodes: readonly string[] | null }> {
    const added = await context.services.passkeys.add(context.known, input);
    context.forgetReads();
    return added;
  }

  @Mutation(() => PasskeyType, {
    description:
      'Gives one of your passkeys another name. Only a session may. Errors: NOT_FOUND, BAD_USER_INPUT, FORBIDDEN (an API token).',
  })
  async renamePasskey(
    @Arg('id', () => ID, { description: 'Of the passkey.' }) id: string,
    @Arg('input', () => RenamePasskeyInput, { description: 'The name.' }) input: RenamePasskeyInput,
    @Ctx() context: Context,
  ): Promise<Passkey> {
    const { passkeys } = context.services;
    const passkey = await passkeys.rename(context.known, id, input.name);
    context.forgetReads();
    return passkey;
  }

  @Mutation(() => Boolean, {
    description:
      'Removes one of your passkeys: it signs nobody in any more. With the last factor the recovery codes go, too. Only a ' +
      'session may. Errors: NOT_FOUND, CONFIRMATION_REQUIRED, FORBIDDEN (an API token).',
  })
  async removePasskey(
    @Arg('id', () => ID, { description: 'Of the passkey.' }) id: string,
    @Ctx() context: Context,
  ): Promise<boolean> {
    await context.services.passkeys.remove(context.known, id);
    context.forgetReads();
    return true;
  }

  @Mutation(() => PasskeyCeremony, {
    description:
      'Begins to show by a passkey that it is still you. Only a session may. Errors: INVALID_STATE when you have none; ' +
      'FEATURE_OFF, FORBIDDEN (an API token).',
  })
  async startPasskeyConfirmation(@Ctx() { services, known }: Context): Promise<Ceremony> {
    return services.passkeys.startConfirmation(known);
  }

  @Mutation(() => Boolean, {
    description:
      'Does what `confirmPassword` does, by a passkey. Only a session may. Errors: BAD_USER_INPUT, also for one that is not ' +
      'accepted; FEATURE_OFF, FORBIDDEN (an API token, which needs none).',
  })
  async confirmWithPasskey(
    @Arg('input', () => PasskeyProofInput, { description: 'What the passkey has signed.' })
    input: PasskeyProofInput,
    @Ctx() { services, known }: Context,
  ): Promise<boolean> {
    await services.passkeys.confirm(known, input);
    return true;
  }
}
