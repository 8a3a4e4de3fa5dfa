import { useQuery } from '@urql/vue';
import { refDebounced } from '@vueuse/core';
import { computed, type ComputedRef, type Ref } from 'vue';
import { useRouter } from 'vue-router';
import { ConsoleSearchQuery } from './search.query';
import type { ResultOf } from '../../shared/graphql/tada';
import { PAGES } from './pages';
import { ROLES, TRANSACTION_STATUSES } from '../shared/names';
import { TYPE_NAMES } from '../../shared/ledger/transaction-types';
import { formatShort } from '../shared/time/moments';
import { formatMoney } from '../../shared/money/money';

interface Item {
  readonly label: string;
  readonly suffix?: string;
  readonly icon: string;
  readonly kbds?: string[];
  readonly onSelect: () => void;
}

interface Group {
  readonly id: string;
  readonly label: string;
  readonly items: Item[];
  /** True for results of the server, which matched more than their label: the kit must not filter them again. */
  readonly ignoreFilter?: boolean;
}

type Found = ResultOf<typeof ConsoleSearchQuery>;

/** Finds what the command palette offers for a term: pages at once, and the server's results a moment later. */
export function usePalette(
  term: Ref<string>,
  { leave, help }: { readonly leave: () => void; readonly help: () => void },
): { readonly groups: ComputedRef<Group[]>; readonly loading: ComputedRef<boolean> } {
  const router = useRouter();
  const search = refDebounced(
    computed(() => term.value.trim()),
    150,
  );
  const { data, fetching } = useQuery({
    query: ConsoleSearchQuery,
    variables: computed(() => ({ search: search.value })),
    pause: computed(() => search.value === ''),
  });
  const goTo = (path: string) => () => {
    leave();
    void router.push(path);
  };

  const pages: Group = {
    id: 'pages',
    label: 'Pages',
    items: [
      ...PAGES.map(({ to, label, icon, key }) => ({
        label,
        icon,
        kbds: ['G', key.toUpperCase()],
        onSelect: goTo(to),
      })),
      { label: 'Keyboard shortcuts', icon: 'i-lucide-keyboard', kbds: ['?'], onSelect: help },
    ],
  };
  return {
    groups: computed(() =>
      search.value && data.value ? [pages, ...foundGroups(data.value, search.value, goTo)] : [pages],
    ),
    loading: computed(() => term.value.trim() !== search.value || (search.value !== '' && fetching.value)),
  };
}

function foundGroups(
  { users, wallets, transactions }: Found,
  term: string,
  goTo: (path: string) => () => void,
): Group[] {
  /** Makes an item that leads to the list with all results, when there are more than are shown. */
  const rest = ({ pageInfo }: Found['users' | 'wallets' | 'transactions'], list: string): Item[] =>
    pageInfo.hasNextPage
      ? [
          {
            label: `All ${list} with “${term}”`,
            icon: 'i-lucide-list',
            onSelect: goTo(`/console/${list}?${new URLSearchParams({ q: term }).toString()}`),
          },
        ]
      : [];
  const groups: Group[] = [
    {
      id: 'people',
      label: 'People',
      ignoreFilter: true,
      items: [
        ...users.nodes.map(({ id, displayName, email, role }) => ({
          label: displayName,
          suffix: role === 'CUSTOMER' ? email : `${email} · ${ROLES[role]}`,
          icon: 'i-lucide-user',
          onSelect: goTo(`/console/users/${id}`),
        })),
        ...rest(users, 'users'),
      ],
    },
    {
      id: 'wallets',
      label: 'Wallets',
      ignoreFilter: true,
      items: [
        ...wallets.nodes.map(({ id, name, currency, owner }) => ({
          label: name,
          suffix: [currency, owner?.displayName].filter(Boolean).join(' · '),
          icon: 'i-lucide-wallet',
          onSelect: goTo(`/console/wallets/${id}`),
        })),
        ...rest(wallets, 'wallets'),
      ],
    },
    {
      id: 'transactions',
      label: 'Transactions',
      ignoreFilter: true,
      items: [
        ...transactions.nodes.map(({ id, type, status, amount, createdAt, description, reference }) => ({
          label: `${TYPE_NAMES[type]} of ${formatMoney(amount)}`,
          suffix: [
            formatShort(createdAt),
            status === 'POSTED' ? '' : TRANSACTION_STATUSES[status],
            reference ?? description,
          ]
            .filter(Boolean)
            .join(' · '),
          icon: 'i-lucide-arrow-left-right',
          onSelect: goTo(`/console/transactions/${id}`),
        })),
        ...rest(transactions, 'transactions'),
      ],
    },
  ];
  return groups.filter(({ items }) => items.length > 0);
}
