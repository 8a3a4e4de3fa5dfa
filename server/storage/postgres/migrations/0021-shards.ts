import { TEXT } from './column-types.js';
import { refuse } from './trigger-kinds.js';

/** Number of units of work that can post at the same time without waiting for each other's treasury and totals. */
const SLOTS = 16;

/** Slots of units of work, and what each of them changes apart from the others; see SQLite's migration of the same number. */
export const SHARDS = {
  /** Takes away what is no longer so; tables that are filled from elsewhere never have it. */
  drops: ['drop index wallets_one_house_wallet_a_currency'],
  tables: [
    'create table write_slots (slot bigint primary key check (slot >= 0))',
    `insert into write_slots select generate_series(0, ${String(SLOTS - 1)})`,
    `alter table wallets
      add column shard_of ${TEXT} references wallets (id),
      add column shard bigint not null default 0,
      add constraint wallets_only_treasuries_have_shards
        check (shard >= 0 and (shard = 0) = (shard_of is null) and (shard = 0 or kind = 'TREASURY'))`,
    `alter table volume_hours
      add column shard bigint not null default 0 constraint volume_hours_shards_count_from_zero check (shard >= 0),
      drop constraint volume_hours_pkey,
      add primary key (hour_start, currency, type, shard)`,
  ],
  onTables: [
    'create unique index wallets_one_house_wallet_a_currency on wallets (currency, kind, shard) where owner_id is null',
    'create index wallets_shards on wallets (shard_of) where shard_of is not null',
    refuse(
      'wallets_keep_their_shard',
      'before update of shard, shard_of on wallets',
      'a wallet stays the shard that it is',
    ),
  ],
} as const;
