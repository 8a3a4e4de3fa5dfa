/** Index that finds the few members of staff among all users. A customer has no row in it. */
export const STAFF_INDEXES: readonly string[] = [
  `create index users_staff on users (role, status) where role <> 'CUSTOMER'`,
];
