import { expect } from '@jest/globals';
import type { Answer } from './answer.js';

/** REST says that there were too many requests, and when to come back. */
export function expectLimited(answer: Answer): void {
  expect(answer.status).toBe(429);
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  expect(answer.body).toMatchObject({ status: 429, code: 'RATE_LIMITED', retryable: true });
  expectRetryAfter(answer, 'details.retryAfterSeconds');
}

/** The same, as GraphQL says it. */
export function expectLimitedGraphql(answer: Answer, secondsMax?: number): void {
  expect(answer.status).toBe(429);
  expect(answer.headers.get('content-type')).toContain('application/json');
  expect(answer.body).toMatchObject({ errors: [{ extensions: { code: 'RATE_LIMITED', retryable: true } }] });
  expectRetryAfter(answer, 'errors.0.extensions.details.retryAfterSeconds', secondsMax);
}

function expectRetryAfter(answer: Answer, path: string, secondsMax = 15 * 60): void {
  const seconds = Number(answer.headers.get('retry-after'));
  expect(seconds).toBeGreaterThan(0);
  expect(seconds).toBeLessThanOrEqual(secondsMax);
  expect(answer.at(path)).toBe(seconds);
}
