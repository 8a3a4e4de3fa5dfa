import { AccessError } from '../identity/model/errors.js';
import { unavailable } from '../ledger/database/unit-of-work.js';

/** How many answers of a kind, each of which goes on for long, are open at once. */
export interface PlaceLimits {
  readonly perUser: number;
  /** Of all users who come from there. */
  readonly perAddress: number;
  readonly total: number;
  /** Out of the total: kept for users who have none. */
  readonly reserve: number;
}

export interface Holder {
  readonly userId: string;
  readonly address: string;
}

interface Place extends Holder {
  /** Ends what is open there, which then leaves. */
  readonly evict: () => void;
}

/** A client that has too many open may end some of them at any moment. */
const RETRY_AFTER_SECONDS = 10;

/**
 * Bounds what is open for each user, each address and all of them. Whoever has nothing open gets a place for as long as
 * others have more than they need, so that nobody shuts the others out by opening many, be it by many accounts.
 */
export class Places {
  readonly #all = new Set<Place>();
  readonly #byUser = new Map<string, Set<Place>>();
  readonly #byAddress = new Map<string, Set<Place>>();

  /** @param what For messages, such as "streams". */
  constructor(
    private readonly what: string,
    private readonly limits: PlaceLimits,
  ) {}

  /**
   * @param evict Ends what is open, when somebody else needs the place.
   * @returns How to leave. It may be called twice.
   * @throws AccessError RATE_LIMITED. LedgerError UNAVAILABLE when everybody has one and there are no more.
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

  /** Takes a place from the user who has most, or else from the address that has more than the holder's will have. */
  #makeRoom({ address }: Holder): boolean {
    if (this.#evictFrom(heaviest(this.#all, 'userId'))) return true;
    const crowd = heaviest(this.#all, 'address');
    return crowd.length > (this.#byAddress.get(address)?.size ?? 0) + 1 && this.#evictFrom(crowd);
  }

  /** @returns Whether there was one to spare. */
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

/** The places of the user, or of the address, that has most of them; the newest last. */
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
