import { describe, expect, test } from '@jest/globals';
import { reconnectAfterMs } from '../../../../dashboard/src/shared/api/backoff';

describe('Connecting again', () => {
  test('waits longer each time, up to a limit', () => {
    const waits = Array.from({ length: 8 }, (_, failures) => reconnectAfterMs(failures + 1, 1));

    expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000]);
  });

  test('does not come at the moment of everybody else, nor at once', () => {
    expect(reconnectAfterMs(3, 0)).toBe(1_000);
    expect(reconnectAfterMs(3, 0.5)).toBe(1_500);
  });
});
