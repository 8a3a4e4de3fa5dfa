import { roundPart, roundSum } from '../amounts.js';
import type { Intent, Movement, PersonDay } from '../intent.js';
import { currencyOf, MAIN_WALLET, type Goal, type Person, type WalletName } from '../person.js';

type Amount = Intent['amount'];
type More = Pick<Intent, 'reference' | 'metadata' | 'currency' | 'mistake'>;

/** Picks a round sum between two parts of a person's monthly income, in minor units. */
export function ofIncome({ person, random }: PersonDay, least: number, most: number): number {
  return roundSum(person.monthlyIncome * random.between(least, most), currencyOf(person, MAIN_WALLET));
}

/** Takes a round part of the wallet's balance at that moment. */
export function ofWallet({ person }: PersonDay, wallet: WalletName, part: number): Amount {
  return (available) => roundPart(available, part, currencyOf(person, wallet));
}

export function owns({ person }: PersonDay, goal: Goal): boolean {
  return person.goals?.includes(goal) ?? false;
}

export function payIn(
  today: PersonDay,
  amount: number,
  at: Date,
  description: string,
  more: More,
  to: WalletName = MAIN_WALLET,
): Intent {
  return move(today, { kind: 'deposit', to }, () => amount, at, description, more);
}

/** @param part Part of the wallet's balance at that moment. */
export function payOut(
  today: PersonDay,
  from: WalletName,
  part: number,
  at: Date,
  description: string,
  more: More,
): Intent {
  return move(today, { kind: 'withdraw', from }, ofWallet(today, from, part), at, description, more);
}

/** Moves money from a person's first wallet to another of their wallets. */
export function save(
  today: PersonDay,
  to: WalletName,
  amount: Amount,
  at: Date,
  description: string,
  more: More = {},
): Intent {
  return move(today, { kind: 'save', from: MAIN_WALLET, to }, amount, at, description, more);
}

export function send(
  today: PersonDay,
  to: Person,
  amount: Amount,
  at: Date,
  description: string,
  more: More = {},
  from: WalletName = MAIN_WALLET,
): Intent {
  return move(today, { kind: 'send', from, to }, amount, at, description, more);
}

function move(
  { person }: PersonDay,
  movement: Movement,
  amount: Amount,
  at: Date,
  description: string,
  more: More,
): Intent {
  return { at, person, movement, amount, description, ...more };
}
