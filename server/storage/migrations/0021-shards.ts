import { refuse } from './triggers.sqlite.js';

/**
 * Lets a wallet of the house have shards, wallets of their own that stand for a part of its money, and the totals of an hour
 * parts: nodes that write at the same time then change different rows. SQLite, on which one process writes, makes none, but
 * keeps those that a backup of PostgreSQL has.
 */
export const SHARDS_SQLITE: readonly string[] = [
  'alter table wallets add column shard_of text references wallets (id)',
  `alter table wallets add column shard integer not null default 0
    constraint wallets_only_treasuries_have_shards check (
      shard >= 0 and (shard = 0) = (shard_of is null) and (shard = 0 or kind = 'TREASURY')
    )`,
  'drop index wallets_one_house_wallet_a_currency',
  `create unique index wallets_one_house_wallet_a_currency on wallets (currency, kind, shard) where owner_id is null`,
  'create index wallets_shards on wallets (shard_of) where shard_of is not null',
  'drop trigger wallets_are_never_replaced',
  refuse(
    'wallets_are_never_replaced',
    `before insert on wallets when exists (select 1 from wallets where id = new.id) or exists (select 1 from wallets
      where new.owner_id is null and owner_id is null and currency = new.currency and kind = new.kind and shard = new.shard)`,
    'wallets are never replaced',
  ),
  refuse(
    'wallets_keep_their_shard',
    'before update of shard, shard_of on wallets',
    'a wallet stays the shard that it is',
  ),
  'alter table volume_hours rename to volume_hours_before',
  `create table volume_hours (
    hour_start integer not null,
    currency text not null,
    type text not null,
    shard integer not null default 0 constraint volume_hours_shards_count_from_zero check (shard >= 0),
    count integer not null check (count > 0),
    amount_billions integer not null,
    amount_rest integer not null,
    primary key (hour_start, currency, type, shard)
  ) strict, without rowid`,
  `insert into volume_hours (hour_start, currency, type, count, amount_billions, amount_rest)
  select hour_start, currency, type, count, amount_billions, amount_rest from volume_hours_before`,
  'drop table volume_hours_before',
];
