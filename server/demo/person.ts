import type { Currency } from '../ledger/money/currencies.js';
import { COUNTRIES, type Country, type CountryCode } from './country.js';

/** Source of a person's income, which decides when and how much they save. */
export type Lifestyle = 'abroad' | 'freelancer' | 'rider' | 'salaried' | 'student' | 'trader';

/** Purpose of a wallet beside the first one; habits find wallets by these names. */
export type Goal =
  'Business' | 'Dollars' | 'Family' | 'Land' | 'Rainy day' | 'Rent' | 'School fees' | 'Stock' | 'Wedding';

export interface Person {
  readonly name: string;
  readonly country: CountryCode;
  readonly lifestyle: Lifestyle;
  /** In whole units of the country's currency. */
  readonly monthlyIncome: number;
  /** Day of registration, counted from the first day of the demo data. */
  readonly joinsOnDay: number;
  /** Day from which they make no movements any more. */
  readonly goesQuietOnDay?: number;
  /** True for a user who is suspended and may no longer sign in. */
  readonly suspended?: true;
  readonly goals?: readonly Goal[];
  /** Currencies of goals in another currency than the country's. */
  readonly foreign?: Partial<Record<Goal, Currency>>;
  /** First names of the people to whom they send money now and then. */
  readonly friends?: readonly string[];
  /** First name of the member who keeps the money of their savings group, if they are in one. */
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

/** Returns the currency of one of a person's wallets. */
export function currencyOf(person: Person, wallet: WalletName): Currency {
  const { currency } = countryOf(person);
  return wallet === MAIN_WALLET ? currency : (person.foreign?.[wallet] ?? currency);
}
