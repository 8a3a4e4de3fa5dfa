/** Indexes for the order of all wallets, because ids of system wallets say nothing of time, and for that of past alerts. */
export const LIST_ORDER_INDEXES: readonly string[] = [
  `create index wallets_opened on wallets (created_at, id)`,
  `create index risk_alerts_past on risk_alerts (cleared_at, id) where cleared_at is not null`,
];
