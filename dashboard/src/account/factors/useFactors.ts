import { useClientHandle, useQuery } from '@urql/vue';
import { computed, ref } from 'vue';
import { withPassword } from '../../shared/api/confirming';
import { problemOf, type Problem } from '../../shared/api/errors';
import { useSession } from '../../shared/session/session';
import { DisableTotpMutation } from './disable-totp.mutation';
import { NewRecoveryCodesMutation } from './new-recovery-codes.mutation';
import { OwnFactorsQuery } from '../../shared/session/own-factors.query';
import { RemovePasskeyMutation } from './remove-passkey.mutation';
import { RenamePasskeyMutation } from './rename-passkey.mutation';
import { canUsePasskeys } from '../../shared/session/passkeys';
import type { ResultOf } from '../../shared/graphql/tada';
import { useNotify } from '../../shared/api/useNotify';

export type Passkey = NonNullable<NonNullable<ResultOf<typeof OwnFactorsQuery>['me']>['passkeys']>[number];

/** Reads and changes the user's own passkeys, one-time codes and recovery codes. */
export function useFactors() {
  const session = useSession();
  const { client } = useClientHandle();
  const notify = useNotify();
  const { data, error, executeQuery } = useQuery({ query: OwnFactorsQuery, variables: {} });
  const busy = ref(false);
  /** Recovery codes that were just made: nobody can look them up later. */
  const shownCodes = ref<readonly string[]>([]);

  const ask = () => void executeQuery({ requestPolicy: 'network-only' });

  /** Notifies of an act's outcome and reads the factors again. @returns True when the act succeeded. */
  async function settle(problem: Problem | undefined, title: string): Promise<boolean> {
    if (problem) notify.problem(problem);
    else notify.success({ title });
    ask();
    await session.lookForFactor();
    return !problem;
  }

  async function act(send: () => Promise<Problem | undefined>, title: string): Promise<boolean> {
    busy.value = true;
    try {
      return await settle(await send(), title);
    } finally {
      busy.value = false;
    }
  }

  return {
    error,
    busy,
    shownCodes,
    ask,
    me: computed(() => data.value?.me),
    passkeyOrigin: computed(() => data.value?.service.passkeyOrigin ?? null),
    canAddPasskey: computed(() => canUsePasskeys(data.value?.service.passkeyOrigin)),
    /** Reloads the factors and shows the recovery codes, after a passkey or an app was added. */
    added: async (title: string, recoveryCodes: readonly string[] | null) => {
      shownCodes.value = recoveryCodes ?? [];
      await settle(undefined, title);
    },
    rename: async ({ id }: Passkey, name: string) =>
      act(async () => {
        const result = await client.mutation(RenamePasskeyMutation, { id, input: { name } });
        return result.error && problemOf(result.error);
      }, 'The passkey is renamed'),
    remove: async ({ id, name }: Passkey) =>
      act(async () => {
        const result = await withPassword(async () => client.mutation(RemovePasskeyMutation, { id }));
        return result.error && problemOf(result.error);
      }, `${name} signs nobody in any more`),
    disableTotp: async () =>
      act(async () => {
        const result = await withPassword(async () => client.mutation(DisableTotpMutation, {}));
        return result.error && problemOf(result.error);
      }, 'No codes are asked for any more'),
    newRecoveryCodes: async () =>
      act(async () => {
        const result = await withPassword(async () => client.mutation(NewRecoveryCodesMutation, {}));
        if (result.error) return problemOf(result.error);
        shownCodes.value = result.data?.newRecoveryCodes.recoveryCodes ?? [];
        return undefined;
      }, 'Your recovery codes are new'),
  };
}
