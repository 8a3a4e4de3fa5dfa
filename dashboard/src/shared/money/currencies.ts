import { CURRENCIES as CODES, isCurrency as isKnown } from '../../../../server/ledger/money/currencies.js';
import type { introspection } from '../graphql/schema-types';

export { exponentOf } from '../../../../server/ledger/money/currencies.js';

/** An ISO 4217 code of the schema's enum. */
export type Currency = introspection['types']['Currency']['enumValues'];

export function isCurrency(code: string): code is Currency {
  return isKnown(code);
}

/** Every supported currency, in alphabetical order. */
export const CURRENCIES: readonly Currency[] = CODES.filter(isCurrency);

const names = new Intl.DisplayNames(undefined, { type: 'currency' });

/** Names a currency in the reader's language, such as "Kenyan Shilling" for KES. */
export function currencyName(currency: Currency): string {
  return names.of(currency) ?? currency;
}
