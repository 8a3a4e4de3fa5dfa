import { defineEntity, p } from '@mikro-orm/core';
import type { Currency } from '../money/currencies.js';
import type { GoalColour, GoalEmoji } from './goal.js';

export type WalletKind = 'CUSTOMER' | 'TREASURY' | 'ESCROW';

export type WalletStatus = 'ACTIVE' | 'FROZEN' | 'CLOSED';

export const WalletSchema = defineEntity({
  name: 'Wallet',
  tableName: 'wallets',
  properties: {
    id: p.uuid().primary(),
    /** The user it belongs to; none for the TREASURY and ESCROW of a currency. */
    ownerId: p.uuid().nullable(),
    kind: p.string().$type<WalletKind>(),
    currency: p.string().$type<Currency>(),
    name: p.string(),
    status: p.string().$type<WalletStatus>(),
    /** Sum of the entries, in minor units. */
    posted: p.integer(),
    /** Set aside for pending withdrawals, in minor units; never negative. */
    held: p.integer(),
    /** Announced by pending deposits, in minor units; not yet part of any balance. */
    incoming: p.integer(),
    /** The sequence of its last entry; 0 before the first. */
    sequence: p.integer(),
    createdAt: p.datetime(),
    /** The hash of its last entry; before the first, what the chain begins with, see `chain.ts`. */
    chainHead: p.string(),
    /** The treasury that it is a shard of; null for every other wallet. */
    shardOf: p.uuid().nullable(),
    /** Number of the shard, from 1; 0 for every other wallet. */
    shard: p.integer(),
    /** Place in its owner's own order, lowest first; wallets of the same place by when they were opened. */
    position: p.integer(),
    /** Its goal and lock: see `GoalFields`. */
    goalTarget: p.integer().nullable(),
    goalDate: p.string().nullable(),
    goalColour: p.string().$type<GoalColour>().nullable(),
    goalEmoji: p.string().$type<GoalEmoji>().nullable(),
    goalBeganAt: p.datetime().nullable(),
    goalBeganAfter: p.integer().nullable(),
    goalReachedAt: p.datetime().nullable(),
    lockedUntil: p.datetime().nullable(),
    lockWaitHours: p.integer().nullable(),
    lockOpensAt: p.datetime().nullable(),
  },
});

/**
 * An account in one currency. A CUSTOMER wallet never goes below zero available; the TREASURY of a currency mirrors the
 * cash outside and may go negative; its ESCROW holds money that is between two parties.
 *
 * A treasury may have shards, wallets of their own that each stand for a part of its money, so that nodes which post at the
 * same time change different rows. Transactions name the treasury itself, and answers show it as one wallet.
 */
export class Wallet extends WalletSchema.class {
  /** Amount that may be spent now, in minor units. */
  get available(): number {
    return this.posted - this.held;
  }
}
WalletSchema.setClass(Wallet);

/** Returns the id of the wallet that transactions and answers name: a shard's is that of its treasury. */
export function namedWalletId({ id, shardOf }: Pick<Wallet, 'id' | 'shardOf'>): string {
  return shardOf ?? id;
}
