import type { RouteLocationNormalized } from 'vue-router';

/** Returns true when a navigation only opens or closes a panel over a page. */
export function isSamePage(to: RouteLocationNormalized, from: RouteLocationNormalized): boolean {
  return pageOf(to) === pageOf(from);
}

/** The path without a panel that may lie over the page. */
function pageOf({ path, meta, matched }: RouteLocationNormalized): string {
  if (!meta.panel) return path;
  const [page = '', panelPath = ''] = matched.slice(-2).map((record) => record.path);
  const added = panelPath.split('/').length - page.split('/').length;
  return path.split('/').slice(0, -added).join('/');
}
