import type Database from 'better-sqlite3';
import { searchForm } from '../ledger/text.ts';

/**
 * Registers the SQL functions that searches compare texts with, because SQLite knows the case of ASCII only. Each is
 * called for every row that a search reads, and takes a third of a microsecond for ASCII text. Blanks around a text are
 * ignored.
 */
export function teachTexts(database: Database.Database): void {
  const deterministic = { deterministic: true };
  database.function('search_form', deterministic, (text) => {
    return typeof text === 'string' ? searchForm(text.trim()) : null;
  });
  /** Tells if a text contains another one, which is already in its search form. */
  database.function('holds_text', deterministic, (text, form) => {
    return typeof text === 'string' && typeof form === 'string' && searchForm(text).includes(form) ? 1 : 0;
  });
  database.function('composed', deterministic, (text) => {
    return typeof text === 'string' ? text.trim().normalize('NFC') : null;
  });
}
