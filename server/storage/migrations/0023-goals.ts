import { refuse } from './triggers.sqlite.js';

const withGoal = (column: string): string => `(${column} is null) = (goal_target is null)`;
const TARGET = `goal_target is null or (goal_target between 1 and 999999999999999 and kind = 'CUSTOMER')`;
const DATE = 'goal_date is null or (goal_target is not null and length(goal_date) = 10)';
const BEGAN_AFTER = `${withGoal('goal_began_after')} and (goal_began_after is null or goal_began_after between 0 and sequence)`;
const WAIT =
  '(lock_wait_hours is null) = (locked_until is null) and (lock_wait_hours is null or lock_wait_hours between 24 and 720)';

/** Columns of a goal and its lock, each with its own constraint; PostgreSQL has the same. */
export const GOAL_COLUMNS = (text: string, integer: string): readonly string[] => [
  `position ${integer} not null default 0`,
  `goal_target ${integer} constraint wallets_goals_are_amounts check (${TARGET})`,
  `goal_date ${text} constraint wallets_dates_are_of_goals check (${DATE})`,
  `goal_colour ${text} constraint wallets_goals_have_colours check (${withGoal('goal_colour')})`,
  `goal_emoji ${text} constraint wallets_goals_have_emojis check (${withGoal('goal_emoji')})`,
  `goal_began_at ${integer} constraint wallets_goals_begin check (${withGoal('goal_began_at')})`,
  `goal_began_after ${integer} constraint wallets_goals_begin_after_entries check (${BEGAN_AFTER})`,
  `goal_reached_at ${integer} constraint wallets_only_goals_are_reached check (goal_reached_at is null or goal_target is not null)`,
  `locked_until ${integer} constraint wallets_locks_have_dates check (locked_until is null or goal_date is not null)`,
  `lock_wait_hours ${integer} constraint wallets_locks_wait check (${WAIT})`,
  `lock_opens_at ${integer} constraint wallets_only_locks_open check (lock_opens_at is null or locked_until is not null)`,
];

/** Index for the order that owners give their wallets. */
export const OWN_ORDER_INDEX = 'create index wallets_own_order on wallets (owner_id, position, id)';

/** A lock that nobody is breaking. */
export const KEPT_LOCK = 'old.lock_opens_at is null and new.locked_until < old.locked_until';
export const KEPT_LOCK_WORDS = 'the lock of a wallet never gets shorter';

/** Lets wallets have goals, locks and an order that their owners choose. */
export const GOALS_SQLITE: readonly string[] = [
  ...GOAL_COLUMNS('text', 'integer').map((column) => `alter table wallets add column ${column}`),
  OWN_ORDER_INDEX,
  refuse(
    'wallets_keep_their_lock',
    `before update of locked_until on wallets when ${KEPT_LOCK}`,
    KEPT_LOCK_WORDS,
  ),
];
