import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CURRENCIES } from '../../../server/ledger/money/currencies.js';
import { systemWalletId, IdGenerator } from '../../../server/ledger/model/ids.js';

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

function momentOf(id: string): number {
  return Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
}

describe('IdGenerator', () => {
  test('When an id is made, then it is a UUIDv7 that carries the moment', () => {
    const at = new Date('2026-01-15T09:00:00.123Z');
    const id = new IdGenerator().next(at);
    expect(id).toMatch(UUID_V7);
    expect(momentOf(id)).toBe(at.getTime());
  });

  test('When many ids are made in one millisecond, then each sorts after the one before', () => {
    const ids = new IdGenerator();
    const at = new Date('2026-01-15T09:00:00.000Z');
    const made = Array.from({ length: 100_000 }, () => ids.next(at));
    expect(made.findIndex((id, index) => index > 0 && id <= (made[index - 1] ?? ''))).toBe(-1);
    expect(momentOf(made.at(-1) ?? '')).toBe(at.getTime());
  });

  test('When the clock is set back, then ids still sort after the ones before', () => {
    const ids = new IdGenerator();
    const first = ids.next(new Date('2026-01-15T09:00:00Z'));
    const second = ids.next(new Date('2020-01-01T00:00:00Z'));
    const third = ids.next(new Date('2026-01-15T09:00:00Z'));
    const fourth = ids.next(new Date('2026-01-15T09:00:00.001Z'));
    expect([fourth, third, second, first].sort()).toEqual([first, second, third, fourth]);
    expect(new Set([first, second, third, fourth]).size).toBe(4);
  });

  test('When the clock jumps about at will, then no id ever sorts before an earlier one', () => {
    const moments = fc.array(
      fc.date({ min: new Date(1), max: new Date('2200-01-01'), noInvalidDate: true }),
      {
        maxLength: 200,
      },
    );
    fc.assert(
      fc.property(moments, (clock) => {
        const ids = new IdGenerator();
        const made = clock.map((at) => ids.next(at));
        expect([...made].sort()).toEqual(made);
        expect(new Set(made).size).toBe(made.length);
      }),
    );
  });

  test('When two makers work in the same millisecond, as on two nodes, then no id is made twice', () => {
    const at = new Date('2026-01-15T09:00:00Z');
    const made = Array.from({ length: 2_000 }, () => new IdGenerator().next(at));
    expect(new Set(made).size).toBe(2_000);
  });

  test('When the random bytes are given, then the ids repeat themselves', () => {
    const run = () => {
      let byte = 0;
      const ids = new IdGenerator(() => new Uint8Array(16).fill((byte += 1)));
      return [ids.next(new Date(1_000)), ids.next(new Date(1_000)), ids.next(new Date(2_000))];
    };
    expect(run()).toEqual(run());
    expect(new Set(run()).size).toBe(3);
  });
});

describe('systemWalletId', () => {
  test('When it is asked again, by whatever version of the product, then it is the same id', () => {
    expect(systemWalletId('TREASURY', 'KES')).toBe('19226e46-446c-55ff-b462-44fb8d07344f');
    expect(systemWalletId('ESCROW', 'KES')).toBe('9e194a33-96bb-59a8-82ec-29c3ef0568b4');
  });

  test('When the kind or the currency differs, then so does the id', () => {
    const ids = CURRENCIES.flatMap((code) => [
      systemWalletId('TREASURY', code),
      systemWalletId('ESCROW', code),
    ]);
    expect(new Set(ids).size).toBe(2 * CURRENCIES.length);
  });
});

test('When the maker continues after an id of a clock that ran ahead, then its ids sort after that one', () => {
  const ahead = new IdGenerator().next(new Date('2030-01-01T00:00:00.000Z'));
  const ids = new IdGenerator();
  ids.continueAfter(ahead);
  const made = ids.next(new Date('2026-01-01T00:00:00.000Z'));
  expect(made > ahead).toBe(true);
  expect(ids.next(new Date('2026-01-01T00:00:00.001Z')) > made).toBe(true);
});
