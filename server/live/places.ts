import { AccessError } from '../identity/model/errors.js';
import { unavailable } from '../ledger/database/unit-of-work.js';

/** Maximum numbers of long-lived responses of one kind that are open at once. */
export interface PlaceLimits {
  readonly perUser: number;
  /** Of all users at one address together. */
  readonly perAddress: number;
  readonly total: number;
  /** Part of the total that is kept for users who have no place yet. */
  readonly reserve: number;
}

export interface Holder {
  readonly userId: string;
  readonly address: string;
}

interface Place extends Holder {
  /** Ends the response that holds the place. */
  readonly evict: () => void;
}

/** Short, because a client with too many open responses may end some at any moment. */
const RETRY_AFTER_SECONDS = 10;

/**
 * Limits the open responses of each user, of each address and in all. When every place is taken, a user with none gets
 * the newest place of a user or address that has several, so that nobody shuts others out by opening many, even with
 * many accounts.
 */
export class Places {
  readonly #all = new Set<Place>();
  readonly #byUser = new Map<string, Set<Place>>();
  readonly #byAddress = new Map<string, Set<Place>>();

  /** @param what Plural noun for error messages, such as "streams". */
  constructor(
    private readonly what: string,
    private readonly limits: PlaceLimits,
  ) {}

  /**
   * @param evict Called to end the response when another user needs the place.
   * @returns A function that gives the place back. It may be called twice.
   * @throws AccessError RATE_LIMITED; LedgerError UNAVAILABLE when all places are taken and none can be freed.
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

  /** Takes a place from the user with the most, or else from an address that has more than the holder's will have. */
  #makeRoom({ address }: Holder): boolean {
    if (this.#evictFrom(heaviest(this.#all, 'userId'))) return true;
    const crowd = heaviest(this.#all, 'address');
    return crowd.length > (this.#byAddress.get(address)?.size ?? 0) + 1 && this.#evictFrom(crowd);
  }

  /** @returns True when the group had a place to spare. */
  #evictFrom(group: readonly Place[]): boolean {
    const last = group.length > 1 ? group.at(-1) : undefined;
    if (!last) return false;
    this.#remove(last);
    last.evict();
    return true;
  }

  #add(place: Place): () => void {
    this.#all.add(place);
    addTo(this.#byUser, place.userId, place);
    addTo(this.#byAddress, place.address, place);
    return () => this.#remove(place);
  }

  #remove(place: Place): void {
    this.#all.delete(place);
    removeFrom(this.#byUser, place.userId, place);
    removeFrom(this.#byAddress, place.address, place);
  }

  #refused(message: string, max: number): AccessError {
    return new AccessError('RATE_LIMITED', message, { max, retryAfterSeconds: RETRY_AFTER_SECONDS });
  }
}

/** Returns the places of the user, or of the address, with the most, oldest first. */
function heaviest(places: Iterable<Place>, by: keyof Holder): readonly Place[] {
  let most: readonly Place[] = [];
  for (const group of Map.groupBy(places, (place) => place[by]).values()) {
    if (group.length > most.length) most = group;
  }
  return most;
}

function addTo(groups: Map<string, Set<Place>>, key: string, place: Place): void {
  const group = groups.get(key);
  if (group) group.add(place);
  else groups.set(key, new Set([place]));
}

function removeFrom(groups: Map<string, Set<Place>>, key: string, place: Place): void {
  const group = groups.get(key);
  group?.delete(place);
  if (group?.size === 0) groups.delete(key);
}
