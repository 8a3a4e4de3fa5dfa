import type { RouteLocationNormalized } from 'vue-router';

/** Where the way led before it was interrupted by signing in. Only a path of our own: a link must not lead elsewhere. */
export function nextPath({ query }: RouteLocationNormalized): string | undefined {
  const { next } = query;
  return typeof next === 'string' && /^\/(?![/\\])/.test(next) ? next : undefined;
}
