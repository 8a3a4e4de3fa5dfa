import { useRoute, useRouter } from 'vue-router';

/** Closing a panel leads back to the list that it lies over, with its filters. */
export function usePanel(list: string): { close: () => void } {
  const route = useRoute();
  const router = useRouter();
  return { close: () => void router.push({ path: list, query: route.query }) };
}
