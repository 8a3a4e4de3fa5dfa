/**
 * Index and table for past balances of a wallet: its entries by time, in an index that covers reports; and the few
 * entries that are dated before their predecessor, because the clock was set back in between.
 */
export function pastTables(): string[] {
  return [
    `create index entries_by_time on entries (wallet_id, created_at, sequence, balance_after, amount)`,

    `create table clock_setbacks (
      wallet_id text not null references wallets (id),
      sequence integer not null,
      created_at integer not null,
      primary key (wallet_id, sequence)
    ) strict, without rowid`,
    `insert into clock_setbacks (wallet_id, sequence, created_at)
      select wallet_id, sequence, created_at from (
        select wallet_id, sequence, created_at,
          lag(created_at) over (partition by wallet_id order by sequence) as created_before
        from entries) as dated
      where created_at < created_before`,
  ];
}

export const PAST_TRIGGERS_SQLITE: readonly string[] = [
  `create trigger entries_note_that_the_clock_was_set_back after insert on entries
    when new.created_at < (
      select e.created_at from entries e where e.wallet_id = new.wallet_id and e.sequence = new.sequence - 1)
    begin
      insert into clock_setbacks (wallet_id, sequence, created_at)
      values (new.wallet_id, new.sequence, new.created_at);
    end`,
  `create trigger clock_setbacks_are_never_changed before update on clock_setbacks
    begin select raise(abort, 'that the clock was set back stays known'); end`,
  `create trigger clock_setbacks_are_never_removed before delete on clock_setbacks
    begin select raise(abort, 'that the clock was set back stays known'); end`,
];
