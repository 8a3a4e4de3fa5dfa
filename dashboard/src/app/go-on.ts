import type { RouteLocationNormalized, Router } from 'vue-router';
import { look, onReturn } from '../shared/api/reachability';

/** Goes on, once the server can be reached again, to a page whose code could not be loaded, unless its user is elsewhere by then. */
export function goOnAfterReturn(router: Router): void {
  let missed: RouteLocationNormalized | undefined;
  router.onError((_error, to) => {
    missed = to;
    look();
  });
  router.afterEach((_to, _from, failure) => {
    if (!failure) missed = undefined;
  });
  onReturn(() => {
    if (!missed) return;
    const { fullPath } = missed;
    // A browser may remember of code that it could not be loaded, for as long as the page lives.
    router.push(fullPath).catch(() => location.assign(fullPath));
  });
}
