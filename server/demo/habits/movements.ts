import { roundPart, roundSum } from '../amounts.js';
import type { Intent, Movement, Scene } from '../intent.js';
import { currencyOf, MAIN_WALLET, type Goal, type Person, type WalletName } from '../person.js';

type Amount = Intent['amount'];
type More = Pick<Intent, 'reference' | 'metadata' | 'currency' | 'mistake'>;

/** Picks a round sum between two parts of a person's monthly income, in minor units. */
export function ofIncome({ person, dice }: Scene, least: number, most: number): number {
  return roundSum(person.monthlyIncome * dice.between(least, most), currencyOf(person, MAIN_WALLET));
}

/** Takes a round part of the wallet's balance at that moment. */
export function ofWallet({ person }: Scene, wallet: WalletName, part: number): Amount {
  return (available) => roundPart(available, part, currencyOf(person, wallet));
}

export function owns({ person }: Scene, goal: Goal): boolean {
  return person.goals?.includes(goal) ?? false;
}

export function payIn(
  scene: Scene,
  amount: number,
  at: Date,
  description: string,
  more: More,
  to: WalletName = MAIN_WALLET,
): Intent {
  return move(scene, { kind: 'deposit', to }, () => amount, at, description, more);
}

/** @param part Part of the wallet's balance at that moment. */
export function payOut(
  scene: Scene,
  from: WalletName,
  part: number,
  at: Date,
  description: string,
  more: More,
): Intent {
  return move(scene, { kind: 'withdraw', from }, ofWallet(scene, from, part), at, description, more);
}

/** Moves money from a person's first wallet to another of their wallets. */
export function save(
  scene: Scene,
  to: WalletName,
  amount: Amount,
  at: Date,
  description: string,
  more: More = {},
): Intent {
  return move(scene, { kind: 'save', from: MAIN_WALLET, to }, amount, at, description, more);
}

export function send(
  scene: Scene,
  to: Person,
  amount: Amount,
  at: Date,
  description: string,
  more: More = {},
  from: WalletName = MAIN_WALLET,
): Intent {
  return move(scene, { kind: 'send', from, to }, amount, at, description, more);
}

function move(
  { person }: Scene,
  movement: Movement,
  amount: Amount,
  at: Date,
  description: string,
  more: More,
): Intent {
  return { at, person, movement, amount, description, ...more };
}
