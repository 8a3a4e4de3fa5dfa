import type { OperationResult } from '@urql/core';
import { shallowRef } from 'vue';
import { problemOf } from './errors';

/** A question for the user's password, with the callback that waits for the answer. */
export interface PasswordRequest {
  /** @param confirmed True when the server has accepted the password. */
  readonly answer: (confirmed: boolean) => void;
}

/** The question that is on the screen, if any. */
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

/** Asks for the password, once for all that wait for it. @returns True when the server has accepted the answer. */
export async function askForPassword(): Promise<boolean> {
  answering ??= new Promise<boolean>((resolve) => {
    asked.value = { answer: resolve };
  }).finally(() => {
    asked.value = undefined;
    answering = undefined;
  });
  return answering;
}
