/** The names of the migrations of PostgreSQL, oldest first; see those of SQLite. */
export const POSTGRES_MIGRATION_NAMES = ['0020-baseline', '0021-shards', '0023-goals'] as const;
