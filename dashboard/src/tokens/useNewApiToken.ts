import { useClientHandle } from '@urql/vue';
import { reactive, ref } from 'vue';
import { withPassword } from '../shared/api/confirming';
import { mayHaveHappened, problemOf } from '../shared/api/errors';
import { ApiTokensQuery } from './api-tokens.query';
import { CreateApiTokenMutation } from './create-api-token.mutation';
import { LIFETIME_DEFAULT, PERMISSIONS, type ApiToken } from '../shared/tokens/api-tokens';
import { useSubmit } from '../shared/forms/useSubmit';

/** A token that was just made, with the secret that cannot be looked up later. */
export interface MadeToken {
  readonly token: string;
  readonly apiToken: ApiToken;
}

/** Holds the form that makes a token. The secret is kept on the page only, until it is left. */
export function useNewApiToken(role: keyof typeof PERMISSIONS) {
  const { client } = useClientHandle();
  const permissions = PERMISSIONS[role];
  const input = reactive({ name: '', permission: permissions[0].value, days: LIFETIME_DEFAULT });
  const made = ref<MadeToken>();

  const form = useSubmit(input, async () => {
    const { role: given, access } =
      permissions.find(({ value }) => value === input.permission) ?? permissions[0];
    const asked = { name: input.name, role: given, access, expiresInDays: input.days };
    const result = await withPassword(async () => client.mutation(CreateApiTokenMutation, { input: asked }));
    // The answer with the secret may be lost; then the list shows a token that nobody can use, to be revoked.
    if (mayHaveHappened(result))
      void client.query(ApiTokensQuery, {}, { requestPolicy: 'network-only' }).toPromise();
    if (result.error) return problemOf(result.error);
    made.value = result.data?.createApiToken;
    input.name = '';
    return undefined;
  });
  return { input, permissions, made, ...form };
}
