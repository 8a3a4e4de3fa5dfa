import { defineShortcuts } from '@nuxt/ui/composables';
import { useRouter } from 'vue-router';
import { PAGES } from './pages';
import type { ConsoleActions } from '../shared/useConsoleActions';

/** The keys that work everywhere in the console, except while somebody types in a field. */
export function useConsoleShortcuts(
  actions: ConsoleActions,
  open: { readonly search: () => void; readonly help: () => void },
): void {
  const router = useRouter();
  defineShortcuts({
    meta_k: { usingInput: true, handler: open.search },
    '?': open.help,
    '/': () => {
      if (!actions.focusSearch()) open.search();
    },
    '[': () => actions.step(-1),
    ']': () => actions.step(1),
    r: () => actions.refresh(),
    ...Object.fromEntries(PAGES.map(({ to, key }) => [`g-${key}`, () => void router.push(to)])),
  });
}

/** The shortcuts that the help sheet lists. */
export const SHORTCUTS: readonly {
  readonly title: string;
  readonly keys: readonly { readonly keys: readonly string[]; readonly does: string }[];
}[] = [
  {
    title: 'Anywhere',
    keys: [
      { keys: ['meta', 'K'], does: 'Find people, wallets, transactions and pages' },
      { keys: ['/'], does: 'Search the list that is shown' },
      { keys: ['R'], does: 'Refresh' },
      { keys: ['?'], does: 'Show these shortcuts' },
      { keys: ['escape'], does: 'Close what is open' },
    ],
  },
  { title: 'Go to', keys: PAGES.map(({ label, key }) => ({ keys: ['G', key.toUpperCase()], does: label })) },
  {
    title: 'On the overview',
    keys: [
      { keys: ['['], does: 'The range before' },
      { keys: [']'], does: 'The range after' },
    ],
  },
  {
    title: 'In the review queue',
    keys: [
      { keys: ['J'], does: 'The next one' },
      { keys: ['K'], does: 'The one before' },
      { keys: ['enter'], does: 'Show its details' },
      { keys: ['P'], does: 'Post it' },
      { keys: ['V'], does: 'Void it, and say why' },
    ],
  },
];
