-- A ledger in plain SQL, as somebody would write it who needs nothing more: the same facts as the floor's, one function a
-- transfer.
create table wallets (
  id integer primary key,
  posted bigint not null check (posted >= 0),
  sequence integer not null
);

create table transactions (
  id uuid primary key,
  type text not null,
  status text not null,
  amount bigint not null check (amount > 0),
  currency text not null,
  source integer not null references wallets,
  destination integer not null references wallets,
  by_user uuid not null,
  reference text,
  description text,
  metadata jsonb,
  created_at timestamptz not null,
  posted_at timestamptz
);

create index on transactions (source, id);
create index on transactions (destination, id);

create table entries (
  wallet integer not null references wallets,
  sequence integer not null,
  transaction_id uuid not null references transactions,
  amount bigint not null,
  balance_after bigint not null,
  created_at timestamptz not null,
  primary key (wallet, sequence)
);

create index on entries (transaction_id);

create table keys (
  by_user uuid not null,
  key text not null,
  fingerprint bytea not null,
  transaction_id uuid not null references transactions,
  created_at timestamptz not null,
  primary key (by_user, key)
);

create function transfer(
  payer uuid, payer_key text, source_id integer, destination_id integer, units bigint, said text
) returns uuid language plpgsql as $$
declare
  fingerprint_now bytea := sha256(convert_to(concat_ws('|', source_id, destination_id, units, said), 'UTF8'));
  earlier keys%rowtype;
  id_now uuid := gen_random_uuid();
  source_now wallets%rowtype;
  destination_now wallets%rowtype;
begin
  select * into earlier from keys where by_user = payer and key = payer_key;
  if found then
    if earlier.fingerprint <> fingerprint_now then
      raise exception 'the key was used for something else';
    end if;
    return earlier.transaction_id;
  end if;
  perform from wallets where id in (source_id, destination_id) order by id for update;
  update wallets set posted = posted - units, sequence = sequence + 1 where id = source_id returning * into source_now;
  update wallets set posted = posted + units, sequence = sequence + 1 where id = destination_id
    returning * into destination_now;
  insert into transactions values (id_now, 'TRANSFER', 'POSTED', units, 'KES', source_id, destination_id, payer,
    'INV-2024-0042', said, null, now(), now());
  insert into entries values
    (source_id, source_now.sequence, id_now, -units, source_now.posted, now()),
    (destination_id, destination_now.sequence, id_now, units, destination_now.posted, now());
  insert into keys values (payer, payer_key, fingerprint_now, id_now, now());
  return id_now;
end
$$;

insert into wallets select id, 1000000000000, 0 from generate_series(1, 1024) as id;
