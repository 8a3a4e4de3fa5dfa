import type { Command } from '../../../server/ledger/model/command.js';
import { currencyOf, type Cast } from './commands.js';
import type { Retry } from './scenario.js';

const OTHER = {
  deposit: 'withdraw',
  withdraw: 'deposit',
  post: 'void',
  void: 'reverse',
  reverse: 'post',
  freeze: 'unfreeze',
  unfreeze: 'close',
  close: 'freeze',
} as const;

/** The same key once more, with the same request or another one. */
export function retryOf({ change, of }: Retry, command: Command, { people, operators }: Cast): Command {
  switch (change) {
    case 'nothing':
      return { ...command };
    case 'amount':
      if ('amount' in command) return { ...command, amount: command.amount === 1 ? 2 : command.amount - 1 };
      if ('items' in command) return { ...command, items: [...command.items, ...command.items] };
      return 'reason' in command ? { ...command, reason: null } : { ...command };
    case 'description':
      if ('description' in command) return { ...command, description: 'something else' };
      if ('items' in command) {
        return { ...command, items: command.items.map((item) => ({ ...item, currency: currencyOf(of) })) };
      }
      return 'reason' in command ? { ...command, reason: 'something else' } : { ...command };
    case 'operation':
      return otherOperation(command);
    case 'person': {
      if (command.principalId === null) return { ...command };
      const among = operators.includes(command.principalId) ? operators : people;
      return { ...command, principalId: among.find((person) => person !== command.principalId) ?? '' };
    }
  }
}

function otherOperation(command: Command): Command {
  switch (command.operation) {
    case 'deposit':
    case 'withdraw':
      return { ...command, operation: OTHER[command.operation] };
    case 'transfer':
      return { ...command, to: { walletId: command.fromWalletId } };
    case 'post':
    case 'void':
    case 'reverse':
      return { ...command, operation: OTHER[command.operation] };
    case 'freeze':
    case 'unfreeze':
    case 'close':
      return { ...command, operation: OTHER[command.operation] };
    case 'breakLock':
      return { ...command };
    case 'transferBatch':
      return { ...command, mode: command.mode === 'ATOMIC' ? 'EACH' : 'ATOMIC' };
    case 'expire':
      return { ...command };
  }
}
