import type { Book, Draft } from '../book/book.js';
import type { Transaction } from '../../model/transaction.js';

/** Posts at once, or leaves it PENDING where the terms say that somebody has to decide first. */
export function postOrWait(book: Book, draft: Draft): Transaction {
  return book.terms.waits(draft.type, draft.amount, draft.currency) ? book.open(draft) : book.post(draft);
}
