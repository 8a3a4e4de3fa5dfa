import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import { mayReachEverybodys } from '../../../identity/access/guard.js';
import type { WalletCommand } from '../../../ledger/model/command.js';
import type { Context } from '../../context/context.js';
import { OptionalReasonArg, ReasonArg, StatusKeyArg } from '../../types/arguments.js';
import { WalletPayload } from '../../types/payload.types.js';
import { parseReason, requireReason } from '../../../identity/access/reason.js';

/** Freezes, unfreezes and closes wallets. */
@Resolver()
export class WalletStatusResolver {
  @Mutation(() => WalletPayload, {
    description: 'Nothing moves in or out any more. For operators. Errors: INVALID_STATE, WALLET_CLOSED.',
  })
  async freezeWallet(
    @Arg('id', () => ID, { description: 'Of the wallet.' }) id: string,
    @ReasonArg() reason: string,
    @StatusKeyArg()
    idempotencyKey: string | null | undefined,
    @Ctx() context: Context,
  ): Promise<WalletPayload> {
    const { userId: principalId } = context.known;
    return change(context, {
      operation: 'freeze',
      principalId,
      idempotencyKey,
      id,
      reason: requireReason(reason),
      ownOnly: false,
    });
  }

  @Mutation(() => WalletPayload, {
    description: 'A frozen wallet is ACTIVE again. For operators. Errors: INVALID_STATE.',
  })
  async unfreezeWallet(
    @Arg('id', () => ID, { description: 'Of the wallet.' }) id: string,
    @OptionalReasonArg() reason: string | null | undefined,
    @StatusKeyArg()
    idempotencyKey: string | null | undefined,
    @Ctx() context: Context,
  ): Promise<WalletPayload> {
    const { userId: principalId } = context.known;
    return change(context, {
      operation: 'unfreeze',
      principalId,
      idempotencyKey,
      id,
      reason: parseReason(reason),
      ownOnly: false,
    });
  }

  @Mutation(() => WalletPayload, {
    description:
      'Ends a wallet for good, which must be empty with nothing pending. For its owner and for operators. Errors: ' +
      'INVALID_STATE, with the figures; WALLET_FROZEN; CONFIRMATION_REQUIRED (an operator).',
  })
  async closeWallet(
    @Arg('id', () => ID, { description: 'Of the wallet.' }) id: string,
    @OptionalReasonArg() reason: string | null | undefined,
    @StatusKeyArg()
    idempotencyKey: string | null | undefined,
    @Ctx() context: Context,
  ): Promise<WalletPayload> {
    return change(context, {
      operation: 'close',
      principalId: context.known.userId,
      idempotencyKey,
      id,
      reason: parseReason(reason),
      ownOnly: !mayReachEverybodys('Mutation.closeWallet', context.known),
    });
  }
}

interface StatusChangeArgs extends Omit<WalletCommand, 'walletId' | 'idempotencyKey'> {
  readonly id: string;
  readonly idempotencyKey: string | null | undefined;
}

async function change(
  context: Context,
  { id, idempotencyKey, ...asked }: StatusChangeArgs,
): Promise<WalletPayload> {
  const { wallet, replayed } = await context.services.ledger.changeWallet(
    { ...asked, walletId: id.toLowerCase(), idempotencyKey: idempotencyKey ?? null },
    context.transport.caller,
  );
  context.forgetReads();
  if (replayed) context.transport.markReplayed();
  return { wallet, replayed };
}
