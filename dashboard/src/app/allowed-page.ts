import type { RouteLocationNormalized, RouteLocationRaw } from 'vue-router';
import type { Session } from '../shared/session/session';
import { nextPath } from '../sign-in/next-path';

/** The page of staff who must prove a second factor. */
export const SECOND_FACTOR = '/second-factor';

/** The page for somebody who may not go to the one they asked for, or has no reason to. */
export function redirectFor(to: RouteLocationNormalized, { user }: Session): RouteLocationRaw | true {
  const signingIn = to.path === '/sign-in' || to.path === '/register';
  if (!user.value) return to.meta.public ? true : { path: '/sign-in', query: { next: to.fullPath } };
  if (user.value.awaitsSecondFactor) return withoutFactor(to);
  const isStaff = user.value.role !== 'CUSTOMER';
  const home = isStaff ? '/console' : '/';
  if (signingIn) return nextPath(to) ?? home;
  if (to.meta.staff && !isStaff) return home;
  if (to.path === '/' && isStaff) return home;
  if ((to.path === '/tokens' || to.path === '/account') && isStaff) return `/console${to.path}`;
  return true;
}

/** Staff who must prove a second factor do so first, or look after their account. */
function withoutFactor(to: RouteLocationNormalized): RouteLocationRaw | true {
  if (to.path === SECOND_FACTOR || to.path === '/verify') return true;
  const next = to.meta.public ? nextPath(to) : to.fullPath;
  return { path: SECOND_FACTOR, query: next === undefined ? {} : { next } };
}
