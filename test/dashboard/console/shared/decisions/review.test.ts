import { describe, expect, test } from '@jest/globals';
import {
  lateMessage,
  queueOf,
  stepFrom,
} from '../../../../../dashboard/src/console/shared/decisions/review.js';

const row = (id: string, status = 'PENDING') => ({ id, status, createdAt: '2026-01-01T00:00:00.000Z' });

describe('The review queue', () => {
  test('When rows are decided, then they stay where they stood and show what they are', () => {
    const decided = [row('b', 'POSTED')];
    expect(queueOf([row('c'), row('a')], decided)).toEqual([row('a'), row('b', 'POSTED'), row('c')]);
    expect(queueOf([row('c'), row('b')], decided)).toEqual([row('b', 'POSTED'), row('c')]);
  });

  test('When a step leads out of the queue, then it stays at its end', () => {
    expect(stepFrom(['a', 'b'], undefined, 1)).toBe('a');
    expect(stepFrom(['a', 'b'], 'a', 1)).toBe('b');
    expect(stepFrom(['a', 'b'], 'b', 1)).toBe('b');
    expect(stepFrom(['a', 'b'], 'a', -1)).toBe('a');
    expect(stepFrom(['a', 'b'], 'gone', 1)).toBe('a');
    expect(stepFrom([], 'a', 1)).toBeUndefined();
  });

  test('When somebody else was faster, then it says what they did; other problems are told as they are', () => {
    const problem = { code: 'INVALID_STATE', message: '', details: { status: 'VOIDED' }, replayed: false };
    expect(lateMessage(problem)?.title).toBe('Somebody was faster: it is voided already');
    expect(lateMessage({ ...problem, details: { status: 'PENDING' } })).toBeUndefined();
    expect(lateMessage({ ...problem, code: 'WALLET_FROZEN' })).toBeUndefined();
  });
});
