import { expect } from '@jest/globals';
import { v4 } from 'uuid';
import { Answer } from './answer.js';
import type { Client } from './client.js';

interface Sent {
  readonly contentType?: string;
  readonly key?: string;
}

/** Sends bytes as they stand: a client that builds JSON itself would not write what is sent here. */
export async function sendBytes(
  client: Client,
  path: string,
  body: string | Buffer,
  { contentType, key }: Sent = {},
): Promise<Answer> {
  const response = await client.fetch(path, {
    method: 'POST',
    headers: { 'content-type': contentType ?? 'application/json', 'idempotency-key': key ?? v4() },
    body,
  });
  return Answer.of(response);
}

/** Expects GraphQL's answer to a request that it does not execute. */
export function expectGraphqlRefusal(answer: Answer, status: number, details: object): void {
  expect(answer.body).toMatchObject({
    errors: [{ message: expect.any(String), extensions: { code: 'BAD_USER_INPUT', details } }],
  });
  expect(answer.status).toBe(status);
}
