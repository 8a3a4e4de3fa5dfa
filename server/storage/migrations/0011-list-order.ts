/** The order of everybody's wallets, because ids of house wallets say nothing of time; and that of alerts that are over. */
export const LIST_ORDER_INDEXES: readonly string[] = [
  `create index wallets_opened on wallets (created_at, id)`,
  `create index risk_alerts_past on risk_alerts (cleared_at, id) where cleared_at is not null`,
];
