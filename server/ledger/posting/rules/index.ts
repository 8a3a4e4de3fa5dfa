import type { Commands } from '../../model/command.js';
import type { Book } from '../book/book.js';
import { breakLock } from './break-lock.js';
import { close } from './close.js';
import { deposit } from './deposit.js';
import { expire } from './expire.js';
import { freeze } from './freeze.js';
import { post } from './post.js';
import { reverse } from './reverse.js';
import type { Effect, Needs, Rule, RuledOperation } from './rule.js';
import { transferBatch } from './transfer-batch.js';
import { transfer } from './transfer.js';
import { unfreeze } from './unfreeze.js';
import { voidPending } from './void.js';
import { withdraw } from './withdraw.js';

type Rules = { readonly [Operation in RuledOperation]: Rule<Operation> };

/** The one registry of rules: an operation without one does not compile. */
const RULES: Rules = {
  deposit,
  transfer,
  withdraw,
  transferBatch,
  post,
  void: voidPending,
  reverse,
  expire,
  freeze,
  unfreeze,
  close,
  breakLock,
};

type CommandOf<Operation extends RuledOperation> = Commands[Operation] & { readonly operation: Operation };

/** The rows that the rule of a command reads. */
export function needsOf<Operation extends RuledOperation>(command: CommandOf<Operation>): Needs {
  const operation: Operation = command.operation;
  return RULES[operation].needs(command);
}

/** Runs the rule of a command on the book. A rule that throws has changed nothing. */
export function applyRule<Operation extends RuledOperation>(
  book: Book,
  command: CommandOf<Operation>,
): Effect<Operation> {
  const operation: Operation = command.operation;
  return RULES[operation].apply(book, command);
}
