import type { Currency } from '../ledger/money/currencies.js';
import { COUNTRIES, type Country, type CountryCode } from './country.js';

/** What somebody lives on, and so when and how much they save. */
export type Lifestyle = 'abroad' | 'freelancer' | 'rider' | 'salaried' | 'student' | 'trader';

/** What a wallet beside the first one is for; habits go by these names. */
export type Goal =
  'Business' | 'Dollars' | 'Family' | 'Land' | 'Rainy day' | 'Rent' | 'School fees' | 'Stock' | 'Wedding';

export interface Person {
  readonly name: string;
  readonly country: CountryCode;
  readonly lifestyle: Lifestyle;
  /** In whole units of the country's currency. */
  readonly monthlyIncome: number;
  /** Counted from the first day of the demo data. */
  readonly joinsOnDay: number;
  /** From this day on they are not seen any more. */
  readonly goesQuietOnDay?: number;
  /** They may not sign in any more. */
  readonly suspended?: true;
  readonly goals?: readonly Goal[];
  /** Currencies of goals that are not in the country's own. */
  readonly foreign?: Partial<Record<Goal, Currency>>;
  /** First names of those they send money to now and then. */
  readonly friends?: readonly string[];
  /** First name of the one who keeps the money of their savings group, when they are in one. */
  readonly treasurer?: string;
}

export const MAIN_WALLET = 'Savings';
export type WalletName = typeof MAIN_WALLET | Goal;

export function countryOf(person: Person): Country {
  return COUNTRIES[person.country];
}

export function firstNameOf({ name }: Person): string {
  return name.split(' ', 1).join();
}

export function emailOf(person: Person): string {
  return `${firstNameOf(person).toLowerCase()}@example.com`;
}

/** The currency of one of their wallets. */
export function currencyOf(person: Person, wallet: WalletName): Currency {
  const { currency } = countryOf(person);
  return wallet === MAIN_WALLET ? currency : (person.foreign?.[wallet] ?? currency);
}
