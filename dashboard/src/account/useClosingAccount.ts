import { useClientHandle } from '@urql/vue';
import { useRouter } from 'vue-router';
import { withPassword } from '../shared/api/confirming';
import { problemOf } from '../shared/api/errors';
import { useSession } from '../shared/session/session';
import { CloseAccountMutation } from './close-account.mutation';
import { WalletsInUseQuery } from './wallets-in-use.query';
import { useSubmit } from '../shared/forms/useSubmit';

/** Closes one's account, and says farewell on the page to sign in. */
export function useClosingAccount() {
  const { client } = useClientHandle();
  const session = useSession();
  const router = useRouter();
  let reason = '';
  const { busy, formError, submit } = useSubmit({}, async () => {
    const why = { reason: reason === '' ? null : reason };
    const { error } = await withPassword(async () => client.mutation(CloseAccountMutation, why));
    if (error) {
      // Money has come in meanwhile: the list of wallets has to name what prevents the closing.
      void client.query(WalletsInUseQuery, {}, { requestPolicy: 'network-only' }).toPromise();
      return problemOf(error);
    }
    session.closed();
    await router.push('/sign-in');
    return undefined;
  });
  return {
    busy,
    formError,
    async close(given: string) {
      reason = given.trim();
      await submit();
    },
  };
}
