import { GOAL_COLUMNS, KEPT_LOCK, KEPT_LOCK_WORDS, OWN_ORDER_INDEX } from '../../migrations/0023-goals.js';
import { TEXT } from './column-types.js';
import { refuse } from './trigger-kinds.js';

/** Goals, locks and the order of wallets; see SQLite's migration of the same number. */
export const GOALS = {
  tables: [
    `alter table wallets ${GOAL_COLUMNS(TEXT, 'bigint')
      .map((column) => `add column ${column}`)
      .join(', ')}`,
  ],
  onTables: [
    OWN_ORDER_INDEX,
    refuse('wallets_keep_their_lock', 'before update of locked_until on wallets', KEPT_LOCK_WORDS, KEPT_LOCK),
  ],
} as const;
