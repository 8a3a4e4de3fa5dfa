import type { Client } from '@urql/core';
import type { RouteLocationNormalized, Router } from 'vue-router';
import type { Session } from '../shared/session/session';

declare module 'vue' {
  interface ComponentCustomOptions {
    /** Sends the page's first query. The page sends it too, and both get the same answer. */
    prefetch?: (client: Client, to: RouteLocationNormalized) => void;
  }
}

/** Lets pages ask before they are drawn, which takes about as long as the answer does: in the name of who is signed in. */
export function prefetchPages(router: Router, { user, client }: Session): void {
  router.beforeResolve((to) => {
    if (!user.value) return;
    for (const { components } of to.matched) {
      const page = components?.default;
      if (page && 'prefetch' in page) page.prefetch?.(client.value, to);
    }
  });
}
