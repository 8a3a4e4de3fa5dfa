-- As many customers as the benchmark of nodes has, with money that came from one treasury.
insert into pgledger_accounts (id, name, currency, balance, allow_negative_balance, allow_positive_balance, created_at, updated_at)
select 'c' || number, 'Savings', 'KES', 0, false, true, now(), now() from generate_series(1, 1024) as number
union all select 'treasury', 'Treasury', 'KES', 0, true, false, now(), now();

select count(*) from generate_series(1, 1024) as number,
  lateral pgledger_create_transfer('treasury', 'c' || number, 10000000);
