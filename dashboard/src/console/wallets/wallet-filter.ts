import type { ConsoleWalletsQuery } from './wallets.query';
import type { VariablesOf } from '../../shared/graphql/tada';
import { isCurrency } from '../../shared/money/currencies';
import { orUndefined, type Texts } from '../shared/filters/filters';
import { known, WALLET_KINDS, WALLET_STATUSES } from '../shared/names';

export const WALLET_FILTERS = { q: '', kind: [] as Texts, status: [] as Texts, currency: '', owner: '' };

export function walletFilter(
  filters: typeof WALLET_FILTERS,
): NonNullable<VariablesOf<typeof ConsoleWalletsQuery>['filter']> {
  return {
    search: filters.q || undefined,
    kind: orUndefined(known(WALLET_KINDS, filters.kind)),
    status: orUndefined(known(WALLET_STATUSES, filters.status)),
    currency: isCurrency(filters.currency) ? filters.currency : undefined,
    ownerId: filters.owner || undefined,
  };
}
