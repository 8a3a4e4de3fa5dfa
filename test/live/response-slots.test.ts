import { describe, expect, test } from '@jest/globals';
import { ResponseSlots } from '../../server/live/response-slots.js';

const LIMITS = { perUser: 4, perAddress: 6, total: 10, reserve: 2 };

interface Held {
  readonly userId: string;
  readonly leave: () => void;
}

/** Slots, and who holds how many. */
class Room {
  readonly #slots = new ResponseSlots('streams', LIMITS);
  readonly #held = new Set<Held>();

  take(userId: string, address = `of ${userId}`): void {
    const leave = this.#slots.take({ userId, address }, () => this.#held.delete(held));
    const held = { userId, leave };
    this.#held.add(held);
  }

  leave(userId: string): void {
    const held = [...this.#held].find((one) => one.userId === userId);
    if (!held) return;
    held.leave();
    // Leaving twice frees only one slot.
    held.leave();
    this.#held.delete(held);
  }

  get held(): Record<string, number> {
    const groups = Map.groupBy(this.#held, ({ userId }) => userId);
    return Object.fromEntries([...groups].map(([userId, { length }]) => [userId, length]));
  }
}

function roomWith(...held: readonly (readonly [userId: string, count: number, address?: string])[]): Room {
  const room = new Room();
  for (const [userId, count, address] of held)
    for (let slot = 0; slot < count; slot += 1) room.take(userId, address);
  return room;
}

const limited = expect.objectContaining({
  code: 'RATE_LIMITED',
  details: { max: expect.any(Number), retryAfterSeconds: expect.any(Number) },
});

/** Returns the error that an act throws; undefined if none. */
function thrownBy(act: () => void): unknown {
  try {
    act();
    return undefined;
  } catch (error) {
    return error;
  }
}

describe('Response slots', () => {
  test('are so many for a user, and one that is left is there for the next', () => {
    const room = roomWith(['amina', 4]);

    expect(thrownBy(() => room.take('amina'))).toEqual(limited);
    room.leave('amina');
    room.take('amina');
    expect(thrownBy(() => room.take('amina'))).toEqual(limited);
    expect(room.held).toEqual({ amina: 4 });
  });

  test('are so many for an address, whose users without one get that of the user who has most', () => {
    const room = roomWith(['many', 4, 'office'], ['few', 2, 'office']);

    expect(thrownBy(() => room.take('few', 'office'))).toEqual(limited);
    room.take('amina', 'office');
    expect(room.held).toEqual({ many: 3, few: 2, amina: 1 });
    room.take('elsewhere');
    expect(room.held).toEqual({ many: 3, few: 2, amina: 1, elsewhere: 1 });
  });

  test('are kept for users without one when they become few, and then taken from the user who has most', () => {
    const room = roomWith(['many', 4], ['some', 3], ['few', 1]);

    for (const user of ['many', 'some', 'few'])
      expect([user, thrownBy(() => room.take(user))]).toEqual([user, limited]);
    for (const user of ['one', 'two', 'three', 'four']) room.take(user);
    expect(room.held).toEqual({ many: 2, some: 3, few: 1, one: 1, two: 1, three: 1, four: 1 });
  });

  test('that many accounts of one address have taken are given to whoever comes from another one', () => {
    const crowd = ['a', 'b', 'c', 'd', 'e', 'f'].map((user) => [user, 1, 'crowd'] as const);
    const others = ['g', 'h', 'i', 'j'].map((user) => [user, 1] as const);
    const room = roomWith(...crowd, ...others);

    expect(thrownBy(() => room.take('k', 'crowd'))).toEqual(limited);
    room.take('amina');
    expect(room.held).toEqual({ a: 1, b: 1, c: 1, d: 1, e: 1, g: 1, h: 1, i: 1, j: 1, amina: 1 });
  });

  test('are refused for a moment when everybody has one and nobody comes from a crowd', () => {
    const room = roomWith(...Array.from({ length: 10 }, (_, index) => [`user ${index}`, 1] as const));

    expect(thrownBy(() => room.take('amina'))).toMatchObject({ code: 'UNAVAILABLE' });
    room.leave('user 3');
    room.take('amina');
    expect(room.held).toMatchObject({ amina: 1 });
  });
});
