import { AccessError } from '../identity/model/errors.js';
import { unavailable } from '../ledger/database/failures.js';

/** Maximum numbers of long-lived responses of one kind that are open at once. */
export interface SlotLimits {
  readonly perUser: number;
  /** Of all users at one address together. */
  readonly perAddress: number;
  readonly total: number;
  /** Part of the total that is kept for users who have no slot yet. */
  readonly reserve: number;
}

export interface Holder {
  readonly userId: string;
  readonly address: string;
}

interface Slot extends Holder {
  /** Ends the response that holds the slot. */
  readonly evict: () => void;
}

/** Short, because a client with too many open responses may end some at any moment. */
const RETRY_AFTER_SECONDS = 10;

/**
 * Limits the open responses of each user, of each address and in all. When every slot is taken, a user with none gets
 * the newest slot of a user or address that has several, so that nobody shuts others out by opening many, even with
 * many accounts.
 */
export class ResponseSlots {
  readonly #all = new Set<Slot>();
  readonly #byUser = new Map<string, Set<Slot>>();
  readonly #byAddress = new Map<string, Set<Slot>>();

  /** @param what Plural noun for error messages, such as "streams". */
  constructor(
    private readonly what: string,
    private readonly limits: SlotLimits,
  ) {}

  /**
   * @param evict Called to end the response when another user needs the slot.
   * @returns A function that gives the slot back. It may be called twice.
   * @throws AccessError RATE_LIMITED; LedgerError UNAVAILABLE when all slots are taken and none can be freed.
   */
  take(holder: Holder, evict: () => void): () => void {
    const { perUser, perAddress, total, reserve } = this.limits;
    const own = this.#byUser.get(holder.userId)?.size ?? 0;
    const neighbours = this.#byAddress.get(holder.address) ?? new Set();
    if (own >= perUser) throw this.#refused(`You have too many ${this.what} open`, perUser);
    if (neighbours.size >= perAddress && (own > 0 || !this.#evictFrom(heaviest(neighbours, 'userId'))))
      throw this.#refused(`Too many ${this.what} are open at your address`, perAddress);
    if (own > 0 && this.#all.size >= total - reserve)
      throw this.#refused(`Too many ${this.what} are open`, total);
    if (this.#all.size >= total && !this.#makeRoom(holder))
      throw unavailable(`Too many ${this.what} are open; connect again later`);
    return this.#add({ ...holder, evict });
  }

  /** Takes a slot from the user with the most, or else from an address that has more than the holder's will have. */
  #makeRoom({ address }: Holder): boolean {
    if (this.#evictFrom(heaviest(this.#all, 'userId'))) return true;
    const crowd = heaviest(this.#all, 'address');
    return crowd.length > (this.#byAddress.get(address)?.size ?? 0) + 1 && this.#evictFrom(crowd);
  }

  /** @returns True when the group had a slot to spare. */
  #evictFrom(group: readonly Slot[]): boolean {
    const last = group.length > 1 ? group.at(-1) : undefined;
    if (!last) return false;
    this.#remove(last);
    last.evict();
    return true;
  }

  #add(slot: Slot): () => void {
    this.#all.add(slot);
    addTo(this.#byUser, slot.userId, slot);
    addTo(this.#byAddress, slot.address, slot);
    return () => this.#remove(slot);
  }

  #remove(slot: Slot): void {
    this.#all.delete(slot);
    removeFrom(this.#byUser, slot.userId, slot);
    removeFrom(this.#byAddress, slot.address, slot);
  }

  #refused(message: string, max: number): AccessError {
    return new AccessError('RATE_LIMITED', message, { max, retryAfterSeconds: RETRY_AFTER_SECONDS });
  }
}

/** Returns the slots of the user, or of the address, with the most, oldest first. */
function heaviest(slots: Iterable<Slot>, by: keyof Holder): readonly Slot[] {
  let most: readonly Slot[] = [];
  for (const group of Map.groupBy(slots, (slot) => slot[by]).values()) {
    if (group.length > most.length) most = group;
  }
  return most;
}

function addTo(groups: Map<string, Set<Slot>>, key: string, slot: Slot): void {
  const group = groups.get(key);
  if (group) group.add(slot);
  else groups.set(key, new Set([slot]));
}

function removeFrom(groups: Map<string, Set<Slot>>, key: string, slot: Slot): void {
  const group = groups.get(key);
  group?.delete(slot);
  if (group?.size === 0) groups.delete(key);
}
