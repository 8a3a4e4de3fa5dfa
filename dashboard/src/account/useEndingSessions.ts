import { useClientHandle } from '@urql/vue';
import { ref } from 'vue';
import { problemOf } from '../shared/api/errors';
import { EndOtherSessionsMutation } from './end-other-sessions.mutation';
import { EndSessionMutation } from './end-session.mutation';
import { SessionsQuery } from './sessions.query';
import { useNotify } from '../shared/api/useNotify';

/** Ends sessions of one's own. One that has ended meanwhile is as good, so whoever hears nothing just tries again. */
export function useEndingSessions() {
  const { client } = useClientHandle();
  const notify = useNotify();
  const busy = ref(false);

  async function alone(act: () => Promise<void>): Promise<void> {
    if (busy.value) return;
    busy.value = true;
    try {
      await act();
    } finally {
      busy.value = false;
    }
  }

  return {
    busy,
    end: async (id: string) =>
      alone(async () => {
        const { error } = await client.mutation(EndSessionMutation, { id });
        const problem = error && problemOf(error);
        if (problem && problem.code !== 'NOT_FOUND') notify.problem(problem);
        else notify.success({ title: 'The session is ended' });
        // The list was not up to date.
        if (problem) await client.query(SessionsQuery, {}, { requestPolicy: 'network-only' });
      }),
    endOthers: async () =>
      alone(async () => {
        const { error } = await client.mutation(EndOtherSessionsMutation, {});
        if (error) notify.problem(problemOf(error));
        else notify.success({ title: 'All other sessions are ended' });
      }),
  };
}
