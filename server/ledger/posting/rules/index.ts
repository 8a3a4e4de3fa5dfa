import type { Book } from '../book/book.js';
import type { TransactionCommand, WalletCommand } from '../../model/command.js';
import type { Transaction } from '../../model/transaction.js';
import type { Wallet } from '../../model/wallet.js';
import { deposit } from './deposit.js';
import { expire } from './expire.js';
import { post } from './post.js';
import { reverse } from './reverse.js';
import { transfer } from './transfer.js';
import { voidPending } from './void.js';
import { close, freeze, unfreeze } from './wallet-status.js';
import { withdraw } from './withdraw.js';

export { transferBatch, type ItemOutcome } from './transfer-batch.js';

/** Runs the rule of a command on the book. A rule that throws has changed nothing. */
export function applyRule(book: Book, command: TransactionCommand): Transaction {
  switch (command.operation) {
    case 'deposit':
      return deposit(book, command);
    case 'transfer':
      return transfer(book, command);
    case 'withdraw':
      return withdraw(book, command);
    case 'post':
      return post(book, command);
    case 'void':
      return voidPending(book, command);
    case 'reverse':
      return reverse(book, command);
    case 'expire':
      return expire(book, command);
  }
}

/** As `applyRule`, for commands that change a wallet and move nothing. */
export function applyWalletRule(book: Book, command: WalletCommand): Wallet {
  switch (command.operation) {
    case 'freeze':
      return freeze(book, command);
    case 'unfreeze':
      return unfreeze(book, command);
    case 'close':
      return close(book, command);
  }
}
