import { useClientHandle } from '@urql/vue';
import { problemOf, type Problem } from '../../shared/api/errors';
import { ConfirmWithPasskeyMutation } from './confirm-with-passkey.mutation';
import { StartPasskeyConfirmationMutation } from './start-passkey-confirmation.mutation';
import { signWithPasskey } from '../../shared/session/passkeys';

/** Confirms the user's presence by a passkey. @returns The problem, if there was one. */
export function usePasskeyConfirmation(): () => Promise<Problem | undefined> {
  const { client } = useClientHandle();
  return async () => {
    const started = await client.mutation(StartPasskeyConfirmationMutation, {});
    if (started.error || !started.data) return started.error && problemOf(started.error);
    const signed = await signWithPasskey(started.data.startPasskeyConfirmation.options);
    if ('problem' in signed) return signed.problem;
    const { error } = await client.mutation(ConfirmWithPasskeyMutation, { input: signed.value });
    return error && problemOf(error);
  };
}
