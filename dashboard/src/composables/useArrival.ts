import { useRouter } from 'vue-router';
import type { Problem } from '../api/errors';

/** Leads on once somebody is signed in; the router knows where to. */
export function useArrival(): (problem: Problem | undefined) => Promise<Problem | undefined> {
  const router = useRouter();
  return async (problem) => {
    if (!problem) await router.replace({ ...router.currentRoute.value, force: true });
    return problem;
  };
}
