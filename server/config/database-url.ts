/** True for `postgres://…`, also in its longer form. */
export function isPostgres(url: string): boolean {
  return /^postgres(ql)?:/.test(url);
}

/** A database as messages name it: without the password that a url may have. */
export function nameOfDatabase(url: string): string {
  if (!isPostgres(url)) return url.slice('sqlite:'.length);
  const shown = new URL(url);
  shown.password = '';
  shown.search = '';
  return shown.href;
}

/**
 * The path beside which the keys of a server lie where no files are configured for them: that of the database, or for one on
 * PostgreSQL, which has none here, its name in the folder of the default database.
 */
export function placeOfKeys(url: string): string {
  if (!isPostgres(url)) return url.slice('sqlite:'.length);
  return `./data/${decodeURIComponent(new URL(url).pathname.slice(1)) || 'nissmart'}`;
}
