import type Database from 'better-sqlite3';
import { searchForm } from '../ledger/text.js';

/**
 * Teaches a connection the forms of texts that searches compare, because SQLite knows the case of ASCII only. Each function
 * is called for every row that a search looks at: it costs a third of a microsecond where the text is ASCII. Blanks around a
 * text do not count, as they do not in what is asked for.
 */
export function teachTexts(database: Database.Database): void {
  const deterministic = { deterministic: true };
  database.function('search_form', deterministic, (text) => {
    return typeof text === 'string' ? searchForm(text.trim()) : null;
  });
  /** Whether a text holds another, which is in the form already. */
  database.function('holds_text', deterministic, (text, form) => {
    return typeof text === 'string' && typeof form === 'string' && searchForm(text).includes(form) ? 1 : 0;
  });
  database.function('composed', deterministic, (text) => {
    return typeof text === 'string' ? text.trim().normalize('NFC') : null;
  });
}
