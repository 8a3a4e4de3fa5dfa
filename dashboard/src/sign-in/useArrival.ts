import { useRouter } from 'vue-router';
import type { Problem } from '../shared/api/errors';
import type { SignIn } from '../shared/session/session';

/** Leads on once somebody is signed in: back to where it was interrupted, unless that was somebody else's page. */
export function useArrival(): (signIn: SignIn) => Promise<Problem | undefined> {
  const router = useRouter();
  return async ({ problem, isOther }) => {
    if (!problem) await router.replace(isOther ? '/' : { ...router.currentRoute.value, force: true });
    return problem;
  };
}
