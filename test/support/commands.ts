import { v4 } from 'uuid';
import type {
  BatchCommand,
  BatchItem,
  MoneyCommand,
  ExpireCommand,
  SettlementCommand,
  TransferCommand,
  WalletCommand,
} from '../../server/ledger/model/command.js';
import type { OwnedWallet } from './ledger.js';

/** By default the owner asks, in the wallet's currency, with a key that nobody has used. Amounts are in minor units. */
export function depositTo(
  wallet: OwnedWallet,
  amount: number,
  overrides: Partial<MoneyCommand<'deposit'>> = {},
): MoneyCommand<'deposit'> {
  return { operation: 'deposit', walletId: wallet.id, ...asked(wallet, amount), ...overrides };
}

export function withdrawFrom(
  wallet: OwnedWallet,
  amount: number,
  overrides: Partial<MoneyCommand<'withdraw'>> = {},
): MoneyCommand<'withdraw'> {
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

/** An operator decides about a transaction. */
export function settling(
  operation: SettlementCommand['operation'],
  { id }: { id: string },
  principalId: string,
  overrides: Partial<SettlementCommand> = {},
): SettlementCommand {
  return {
    operation,
    transactionId: id,
    principalId,
    idempotencyKey: v4(),
    reason: 'As agreed',
    ...overrides,
  };
}

export function expiring({ id }: { id: string }): ExpireCommand {
  return { operation: 'expire', principalId: null, idempotencyKey: null, transactionId: id };
}

/** An operator changes a wallet. */
export function changing(
  operation: WalletCommand['operation'],
  { id }: { id: string },
  principalId: string,
  overrides: Partial<WalletCommand> = {},
): WalletCommand {
  return {
    operation,
    walletId: id,
    principalId,
    idempotencyKey: v4(),
    reason: 'As agreed',
    ownOnly: false,
    ...overrides,
  };
}

/** One transfer of a batch. */
export function item(source: OwnedWallet, to: BatchItem['to'], amount: number): BatchItem {
  const { currency } = source;
  return {
    fromWalletId: source.id,
    to,
    amount,
    currency,
    reference: null,
    description: null,
    metadata: null,
  };
}

export function batchOf(
  { ownerId }: OwnedWallet,
  mode: BatchCommand['mode'],
  items: readonly BatchItem[],
  overrides: Partial<BatchCommand> = {},
): BatchCommand {
  return {
    operation: 'transferBatch',
    principalId: ownerId,
    idempotencyKey: v4(),
    mode,
    items,
    ...overrides,
  };
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
