/** What everybody's wallets are listed by: the ids of those of the house are in no order of time. And the last alerts that are over. */
export const LIST_ORDER_INDEXES: readonly string[] = [
  `create index wallets_opened on wallets (created_at, id)`,
  `create index risk_alerts_past on risk_alerts (cleared_at, id) where cleared_at is not null`,
];
