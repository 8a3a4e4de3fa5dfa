import { Ctx, Mutation, Resolver } from 'type-graphql';
import { OptionalReasonArg } from '../../types/arguments.js';
import type { Context } from '../../context/context.js';
import { parseReason } from '../../../identity/access/reason.js';

/** Closes the viewer's account for good. */
@Resolver()
export class ClosingResolver {
  @Mutation(() => Boolean, {
    description:
      'Closes your account and its wallets for good, and signs you out everywhere: sessions, API tokens and links end at ' +
      'once, and your name and email are erased. What has moved stays in the books, where others see "Closed account". ' +
      'The wallets must be empty, with nothing on its way. Needs no key: whoever lost the answer finds themselves signed ' +
      'out. Only a session may. Errors: CONFIRMATION_REQUIRED; INVALID_STATE while money is in a wallet or on its way ' +
      '(details: `walletIds`, separated by blanks), and for the last active operator; WALLET_FROZEN; BAD_USER_INPUT, ' +
      'FORBIDDEN (an API token).',
  })
  async closeAccount(
    @OptionalReasonArg('Why, if you want to say; up to 280 characters. It is kept in the audit log.')
    reason: string | null | undefined,
    @Ctx() { services, transport, known }: Context,
  ): Promise<boolean> {
    await services.closures.close({ userId: known.userId, viewer: known, reason: parseReason(reason) });
    transport.clearSession();
    return true;
  }
}
