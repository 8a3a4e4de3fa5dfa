import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { TransactionCommand } from '../../../ledger/model/command.js';
import type { MovementMutation } from '../../../ledger/model/transaction-types.js';
import { parseDeposit, parseTransfer, parseWithdrawal } from '../../input/command.parse.js';
import { KeyArg } from '../../types/arguments.js';
import { DepositInput, TransferInput, WithdrawInput } from '../../types/command.types.js';
import type { Context } from '../../context/context.js';
import { TransactionPayload } from '../../types/transaction.types.js';

const PINNED =
  'An error marked as pinned (CURRENCY_MISMATCH, SAME_WALLET, INSUFFICIENT_FUNDS, WALLET_FROZEN, WALLET_CLOSED, ' +
  'BALANCE_LIMIT) is the outcome of the key: every retry hears it again.';

/** A mutation for each movement: a movement without one does not compile. */
type Mutations = Readonly<
  Record<
    MovementMutation,
    (input: never, idempotencyKey: string, context: Context) => Promise<TransactionPayload>
  >
>;

/** Parses the commands that move money and submits them to the ledger. */
@Resolver()
export class CommandResolver implements Mutations {
  @Mutation(() => TransactionPayload, { description: `Pays cash into an own wallet. ${PINNED}` })
  async deposit(
    @Arg('input', () => DepositInput, { description: 'What to pay in.' }) input: DepositInput,
    @KeyArg() idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<TransactionPayload> {
    const { userId } = context.known;
    return submit(context, parseDeposit(userId, idempotencyKey, input));
  }

  @Mutation(() => TransactionPayload, {
    description: `Sends money from an own wallet to another wallet. ${PINNED}`,
  })
  async transfer(
    @Arg('input', () => TransferInput, { description: 'What to send, and to whom.' }) input: TransferInput,
    @KeyArg() idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<TransactionPayload> {
    const viewer = context.known;
    const command = await parseTransfer(viewer.userId, idempotencyKey, input, context.ownersFor(viewer));
    return submit(context, command);
  }

  @Mutation(() => TransactionPayload, { description: `Pays cash out of an own wallet. ${PINNED}` })
  async withdraw(
    @Arg('input', () => WithdrawInput, { description: 'What to pay out.' }) input: WithdrawInput,
    @KeyArg() idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<TransactionPayload> {
    const { userId } = context.known;
    return submit(context, parseWithdrawal(userId, idempotencyKey, input));
  }
}

/** Submits a command to the ledger, and drops cached reads so that the rest of the request shows its effect. */
export async function submit(context: Context, command: TransactionCommand): Promise<TransactionPayload> {
  const outcome = await context.services.ledger.submit(command, context.transport.caller);
  context.forgetReads();
  if (outcome.replayed) context.transport.markReplayed();
  return { transaction: outcome.transaction, replayed: outcome.replayed };
}
