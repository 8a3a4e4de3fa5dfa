/**
 * The names of all migrations, oldest first, apart from the migrations themselves, which are loaded only where some are
 * missing. A released migration never changes; later changes are new migrations.
 */
export const MIGRATION_NAMES = [
  '0001-ledger',
  '0002-motion',
  '0003-chain',
  '0004-past',
  '0005-api-tokens',
  '0006-lists',
  '0007-batch-contents',
  '0008-risk',
  '0009-act-keys',
  '0010-key-lookup',
  '0011-list-order',
  '0012-accounts',
  '0013-sign-ins',
  '0014-second-factors',
  '0015-registrations',
  '0015-external-identities',
  '0016-closing',
  '0017-access-log',
  '0018-volume-hours',
  '0019-staff',
  '0020-user-counts',
  '0021-shards',
  '0023-goals',
] as const;

export type MigrationName = (typeof MIGRATION_NAMES)[number];
