/** Colours that a goal may have. */
export type GoalColour = 'BLUE' | 'TEAL' | 'GREEN' | 'AMBER' | 'ROSE' | 'VIOLET';

/** Pictures that a goal may have, by what they show. */
export type GoalEmoji =
  | 'TARGET'
  | 'HOUSE'
  | 'SCHOOL'
  | 'HEALTH'
  | 'CHILD'
  | 'CAR'
  | 'PHONE'
  | 'TRIP'
  | 'FARM'
  | 'BUSINESS'
  | 'PARTY'
  | 'RAINY_DAY';

/** Bounds of the waiting time after which a broken lock ends, in hours. */
export const LOCK_WAIT_HOURS = { min: 24, max: 30 * 24 } as const;

/** Columns of a wallet for the lock of its goal; all of it null without one. */
export interface LockFields {
  /** The moment at which the lock ends by itself. */
  lockedUntil: Date | null | undefined;
  /** Hours between the wish to break the lock and its end. */
  lockWaitHours: number | null | undefined;
  /** The moment at which a lock that is being broken ends; null while nobody has asked for that. */
  lockOpensAt: Date | null | undefined;
}

/** Columns of a wallet for its goal; all of it null without one. */
export interface GoalFields extends LockFields {
  /** Amount to be saved, in minor units. */
  goalTarget: number | null | undefined;
  /** Day by which it is to be saved, as YYYY-MM-DD. */
  goalDate: string | null | undefined;
  goalColour: GoalColour | null | undefined;
  goalEmoji: GoalEmoji | null | undefined;
  goalBeganAt: Date | null | undefined;
  /** Sequence of the last entry before the goal began. */
  goalBeganAfter: number | null | undefined;
  /** The moment at which the posted balance first reached the target, since the goal began. */
  goalReachedAt: Date | null | undefined;
}

export const NO_LOCK = { lockedUntil: null, lockWaitHours: null, lockOpensAt: null } as const;

export const NO_GOAL = {
  ...NO_LOCK,
  goalTarget: null,
  goalDate: null,
  goalColour: null,
  goalEmoji: null,
  goalBeganAt: null,
  goalBeganAfter: null,
  goalReachedAt: null,
} as const;

/** Returns the moment at which a lock ends: by itself, or earlier because it is being broken; null without a lock. */
export function lockEndOf({ lockedUntil, lockOpensAt }: Readonly<LockFields>): Date | null {
  if (!lockedUntil || !lockOpensAt) return lockedUntil ?? null;
  return lockOpensAt < lockedUntil ? lockOpensAt : lockedUntil;
}

/** Tells if money may not leave a wallet by its owner's wish. */
export function isLocked(wallet: Readonly<LockFields>, now: Date): boolean {
  const end = lockEndOf(wallet);
  return end !== null && now < end;
}

/** Returns the day of a moment, in UTC, as YYYY-MM-DD. */
export function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}

/** Returns the moment at which a day begins, in UTC. */
export function startOfDay(day: string): Date {
  return new Date(`${day}T00:00:00.000Z`);
}
