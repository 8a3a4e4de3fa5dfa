import { isPostgres } from '../config/database-url.js';
import type { OpenOptions, Storage } from './storage.js';

export type { Storage };

/**
 * Opens the database at a url, `sqlite:<path>`, `sqlite::memory:` or `postgres://…`, and brings its tables up to date.
 *
 * @throws UnfitDatabase when it is newer than this version, or an operator has to act on it first.
 */
export async function openStorage(url: string, options: OpenOptions = {}): Promise<Storage> {
  // Each brings a driver, of which a process needs one.
  if (isPostgres(url)) return (await import('./postgres/open.js')).openPostgres(url, options);
  return (await import('./sqlite-open.js')).openSqlite(url);
}
