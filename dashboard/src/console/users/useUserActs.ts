import { useClientHandle } from '@urql/vue';
import { ReactivateUserMutation } from './reactivate-user.mutation';
import { SuspendUserMutation } from './suspend-user.mutation';
import { ConsoleUserQuery } from './user.query';
import { useActs } from '../../shared/api/useActs';
import { useNotify } from '../../shared/api/useNotify';

const ACTS = {
  suspend: { mutation: SuspendUserMutation, outcome: 'is suspended and signed out' },
  reactivate: { mutation: ReactivateUserMutation, outcome: 'may sign in again' },
} as const;

export type UserAct = keyof typeof ACTS;

/** Suspends and reactivates users, for operators. */
export function useUserActs() {
  const { client } = useClientHandle();
  const { busy, carryOut } = useActs();
  const notify = useNotify();
  return {
    busy,
    act: async (
      name: UserAct,
      { id, displayName }: { readonly id: string; readonly displayName: string },
      reason: string,
    ) =>
      carryOut({
        request: [name, id, reason],
        send: (idempotencyKey) => client.mutation(ACTS[name].mutation, { id, reason, idempotencyKey }),
        done: () => notify.success({ title: `${displayName} ${ACTS[name].outcome}` }),
        failed: (problem) => {
          notify.problem(problem);
          void client.query(ConsoleUserQuery, { id }, { requestPolicy: 'network-only' }).toPromise();
        },
      }),
  };
}
