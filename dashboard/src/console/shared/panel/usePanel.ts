import { useRoute, useRouter } from 'vue-router';

/** Closes a panel and goes back to the list below it, with its filters. */
export function usePanel(list: string): { close: () => void } {
  const route = useRoute();
  const router = useRouter();
  return { close: () => void router.push({ path: list, query: route.query }) };
}
