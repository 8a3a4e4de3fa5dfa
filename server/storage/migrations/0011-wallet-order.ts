/** What everybody's wallets are listed by: the ids of those of the house are in no order of time. */
export const WALLET_ORDER_INDEX = `create index wallets_opened on wallets (created_at, id)`;
