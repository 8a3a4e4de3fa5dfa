import { useClientHandle } from '@urql/vue';
import { ref } from 'vue';
import { problemOf } from '../api/errors';
import { RevokeApiTokenMutation } from './revoke-api-token.mutation';
import type { ApiToken } from './api-tokens';
import { useNotify } from '../api/useNotify';

/** Ends tokens. Revoking one that is revoked already is as good, so whoever hears nothing just tries again. */
export function useRevoking() {
  const { client } = useClientHandle();
  const notify = useNotify();
  const busy = ref(false);
  return {
    busy,
    /** @param reason Needed for somebody else's. @returns Whether it is revoked. */
    revoke: async ({ id, name }: Pick<ApiToken, 'id' | 'name'>, reason: string | null): Promise<boolean> => {
      busy.value = true;
      try {
        const { error } = await client.mutation(RevokeApiTokenMutation, { id, reason });
        if (error) notify.problem(problemOf(error));
        else
          notify.success({
            title: `${name} is revoked`,
            description: 'Whatever used it is refused from now on.',
          });
        return !error;
      } finally {
        busy.value = false;
      }
    },
  };
}
