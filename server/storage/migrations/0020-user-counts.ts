/** Indexes by which users are counted: by when they registered, and the few who are not active. */
export const USER_COUNT_INDEXES: readonly string[] = [
  `create index users_registered on users (created_at)`,
  `create index users_set_apart on users (status) where status <> 'ACTIVE'`,
];
