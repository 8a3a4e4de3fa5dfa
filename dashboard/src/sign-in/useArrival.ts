import { useRouter } from 'vue-router';
import type { Problem } from '../shared/api/errors';
import type { SignIn } from '../shared/session/session';

/** Leads on after signing in: to the page that was asked for, unless it was another user's. */
export function useArrival(): (signIn: SignIn) => Promise<Problem | undefined> {
  const router = useRouter();
  return async ({ problem, isOther }) => {
    if (!problem) await router.replace(isOther ? '/' : { ...router.currentRoute.value, force: true });
    return problem;
  };
}
