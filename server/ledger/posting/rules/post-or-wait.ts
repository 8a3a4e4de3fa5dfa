import type { Book } from '../book/book.js';
import type { Draft } from '../book/draft.js';
import type { Transaction } from '../../model/transaction.js';

/** Posts a transaction at once, or leaves it PENDING when the terms require a decision first. */
export function postOrWait(book: Book, draft: Draft): Transaction {
  return book.terms.waits(draft.type, draft.amount, draft.currency) ? book.open(draft) : book.post(draft);
}
