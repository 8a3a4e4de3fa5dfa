import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { TotpSetup } from '../../../identity/factors/one-time-codes.js';
import type { Context } from '../../context/context.js';
import {
  EnableTotpInput,
  EnableTotpPayload,
  NewRecoveryCodesPayload,
  TotpSetupType,
} from '../../types/factor.types.js';

@Resolver()
export class OneTimeCodeResolver {
  @Mutation(() => TotpSetupType, {
    description:
      'Makes a secret for an app that makes codes (RFC 6238). Nothing changes before `enableTotp`; asked again, it makes ' +
      'another. Only a session may. Errors: CONFIRMATION_REQUIRED, INVALID_STATE where codes are asked for already; ' +
      'FEATURE_OFF, FORBIDDEN (an API token).',
  })
  async startTotp(@Ctx() context: Context): Promise<TotpSetup> {
    return context.services.oneTimeCodes.start(context.known);
  }

  @Mutation(() => EnableTotpPayload, {
    description:
      'Asks for codes from now on, wherever the password is entered. Only a session may. Errors: CONFIRMATION_REQUIRED; ' +
      'BAD_USER_INPUT for a wrong code; INVALID_STATE without `startTotp` in the hour before; RATE_LIMITED, FORBIDDEN (an API token).',
  })
  async enableTotp(
    @Arg('input', () => EnableTotpInput, { description: 'That the app has the secret.' })
    input: EnableTotpInput,
    @Ctx() context: Context,
  ): Promise<EnableTotpPayload> {
    const { oneTimeCodes, clock } = context.services;
    const recoveryCodes = await oneTimeCodes.enable(context.known, input.code);
    context.forgetReads();
    return { totpEnabledAt: clock.now(), recoveryCodes };
  }

  @Mutation(() => Boolean, {
    description:
      'Asks for codes from an app no more. With the last factor the recovery codes go, too. Only a session may. Errors: ' +
      'CONFIRMATION_REQUIRED, FORBIDDEN (an API token).',
  })
  async disableTotp(@Ctx() context: Context): Promise<boolean> {
    await context.services.oneTimeCodes.disable(context.known);
    context.forgetReads();
    return true;
  }

  @Mutation(() => NewRecoveryCodesPayload, {
    description:
      'Makes ten fresh recovery codes, which end those from before. Only a session may. Errors: CONFIRMATION_REQUIRED, ' +
      'INVALID_STATE without a second factor, FORBIDDEN (an API token).',
  })
  async newRecoveryCodes(@Ctx() context: Context): Promise<NewRecoveryCodesPayload> {
    const { oneTimeCodes } = context.services;
    const recoveryCodes = await oneTimeCodes.newRecoveryCodes(context.known);
    context.forgetReads();
    return { recoveryCodes };
  }
}
