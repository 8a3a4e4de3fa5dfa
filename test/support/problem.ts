import { expect } from '@jest/globals';
import type { Answer } from './answer.js';

/** A problem that is not retryable, whole but for its words. */
export function expectProblem(answer: Answer, status: number, code: string): void {
  expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  expect(answer.status).toBe(status);
  expect(answer.body).toEqual({
    type: expect.any(String),
    title: expect.any(String),
    status,
    detail: expect.any(String),
    code,
    retryable: false,
    details: expect.any(Object),
  });
}
