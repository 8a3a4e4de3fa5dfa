import { shallowRef } from 'vue';

const PAGES = new Set(['/reset-password', '/verify-email', '/open-account']);

/** The token of the link that led here, kept in memory only. */
export const linkToken = shallowRef<string>();

/** Takes the token of an emailed link out of the address, so that neither the history nor a screenshot has it. */
export function keepLinkToken(): void {
  const { pathname, search, hash } = location;
  if (!PAGES.has(pathname) || !hash.startsWith('#token=')) return;
  linkToken.value = hash.slice('#token='.length);
  history.replaceState(history.state, '', pathname + search);
}
