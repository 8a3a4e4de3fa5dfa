import type { RouteLocationNormalized } from 'vue-router';

/** Returns the page to go to after signing in. Only a path of this site: a link must not lead elsewhere. */
export function nextPath({ query }: RouteLocationNormalized): string | undefined {
  const { next } = query;
  return typeof next === 'string' && /^\/(?![/\\])/.test(next) ? next : undefined;
}
