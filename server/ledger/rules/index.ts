import type { Book } from '../book.js';
import type { Command } from '../command.js';
import type { Transaction } from '../transaction.js';
import { deposit } from './deposit.js';
import { transfer } from './transfer.js';
import { withdraw } from './withdraw.js';

/** Runs the rule of a command on the book. A rule that throws has changed nothing. */
export function applyRule(book: Book, command: Command): Transaction {
  switch (command.operation) {
    case 'deposit':
      return deposit(book, command);
    case 'transfer':
      return transfer(book, command);
    case 'withdraw':
      return withdraw(book, command);
  }
}
