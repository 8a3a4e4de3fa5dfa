import { v4 } from 'uuid';
import type { DepositCommand, TransferCommand, WithdrawCommand } from '../../server/ledger/command.js';
import type { OwnedWallet } from './ledger.js';

/** By default the owner asks, in the wallet's currency, with a key that nobody has used. Amounts are in minor units. */
export function depositTo(
  wallet: OwnedWallet,
  amount: number,
  overrides: Partial<DepositCommand> = {},
): DepositCommand {
  return { operation: 'deposit', walletId: wallet.id, ...asked(wallet, amount), ...overrides };
}

export function withdrawFrom(
  wallet: OwnedWallet,
  amount: number,
  overrides: Partial<WithdrawCommand> = {},
): WithdrawCommand {
  return { operation: 'withdraw', walletId: wallet.id, ...asked(wallet, amount), ...overrides };
}

export function transferFrom(
  source: OwnedWallet,
  to: TransferCommand['to'],
  amount: number,
  overrides: Partial<TransferCommand> = {},
): TransferCommand {
  return { operation: 'transfer', fromWalletId: source.id, to, ...asked(source, amount), ...overrides };
}

function asked({ ownerId, currency }: OwnedWallet, amount: number) {
  return {
    principalId: ownerId,
    idempotencyKey: v4(),
    amount,
    currency,
    reference: null,
    description: null,
    metadata: null,
  };
}
