import { useClientHandle } from '@urql/vue';
import { ref } from 'vue';
import { problemOf } from '../api/errors';
import { RevokeApiTokenMutation } from './revoke-api-token.mutation';
import type { ApiToken } from './api-tokens';
import { useNotify } from '../api/useNotify';

/** Revokes tokens. Revoking twice does no harm, so an attempt without an answer can be repeated. */
export function useRevoking() {
  const { client } = useClientHandle();
  const notify = useNotify();
  const busy = ref(false);
  return {
    busy,
    /** @param reason Required for another person's token. @returns True when the token is revoked. */
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
