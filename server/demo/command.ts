import type { MoneyCommand } from '../ledger/model/command.js';
import { currencyOf } from './person.js';
import type { Person, WalletName } from './person.js';
import type { Move } from './plan.js';

/** Finds the ids in the database of the plan's people and wallets. */
export interface Register {
  userId(person: Person): string;
  walletId(person: Person, wallet: WalletName): string;
}

/** Makes the ledger's command for a planned movement. */
export function commandOf({ key, amount, intent }: Move, register: Register): MoneyCommand {
  const { person, movement, description, reference = null, metadata = null } = intent;
  const wallet = movement.kind === 'deposit' ? movement.to : movement.from;
  const walletId = register.walletId(person, wallet);
  const common = {
    principalId: register.userId(person),
    idempotencyKey: key,
    amount,
    currency: intent.currency ?? currencyOf(person, wallet),
    reference,
    description,
    metadata,
  };
  switch (movement.kind) {
    case 'deposit':
      return { ...common, operation: 'deposit', walletId };
    case 'withdraw':
      return { ...common, operation: 'withdraw', walletId };
    case 'save': {
      const to = { walletId: register.walletId(person, movement.to) };
      return { ...common, operation: 'transfer', fromWalletId: walletId, to };
    }
    case 'send': {
      const to = { ownerId: register.userId(movement.to) };
      return { ...common, operation: 'transfer', fromWalletId: walletId, to };
    }
  }
}
