import type { OperationResult } from '@urql/core';
import { shallowRef } from 'vue';
import { problemOf } from './errors';

/** Somebody is asked for their password, and something waits for it. */
export interface PasswordRequest {
  /** @param confirmed Whether the server has taken the password. */
  readonly answer: (confirmed: boolean) => void;
}

/** The question that is on the screen. */
export const asked = shallowRef<PasswordRequest>();
let answering: Promise<boolean> | undefined;

/**
 * Sends something that may need the password again. Where it does, the password is asked for, and the very same is sent once
 * more, under the same key if it has one.
 */
export async function withPassword<Data>(
  send: () => Promise<OperationResult<Data>>,
): Promise<OperationResult<Data>> {
  const result = await send();
  if (!result.error || problemOf(result.error).code !== 'CONFIRMATION_REQUIRED') return result;
  return (await askForPassword()) ? send() : result;
}

/** One question is enough for all that wait. @returns Whether the server has taken the answer. */
export async function askForPassword(): Promise<boolean> {
  answering ??= new Promise<boolean>((resolve) => {
    asked.value = { answer: resolve };
  }).finally(() => {
    asked.value = undefined;
    answering = undefined;
  });
  return answering;
}
