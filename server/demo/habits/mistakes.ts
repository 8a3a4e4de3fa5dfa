import { roundPart, roundSum } from '../amounts.js';
import type { Habit } from '../intent.js';
import { minutesAfter } from '../local-day.js';
import { currencyOf, MAIN_WALLET } from '../person.js';
import { byPhone } from './channels.js';

/** Somebody asks for more than there is, and a few minutes later for less. */
export const askTooMuch: Habit = (scene) => {
  const { person, day, dice } = scene;
  if (!dice.chance(0.014)) return [];
  const currency = currencyOf(person, MAIN_WALLET);
  const at = day.at(dice, 9, 21);
  const tooMuch = dice.between(1.1, 2.2);
  const enough = dice.between(0.5, 0.9);
  const least = roundSum(person.monthlyIncome * 0.05, currency);
  const description = dice.pick(['Emergency', 'Hospital', 'Phone repair', 'To my bank']);
  const common = { person, movement: { kind: 'withdraw', from: MAIN_WALLET }, description } as const;
  return [
    {
      ...common,
      at,
      amount: (available) => Math.max(roundPart(available, tooMuch, currency), available + least),
      mistake: true,
      ...byPhone(scene),
    },
    {
      ...common,
      at: minutesAfter(at, dice.between(1, 9)),
      amount: (available) => roundPart(available, enough, currency),
      ...byPhone(scene),
    },
  ];
};

/** A form is filled in with another currency than the wallet's. */
export const wrongCurrency: Habit = (scene) => {
  const { person, day, dice } = scene;
  if (!dice.chance(0.004)) return [];
  const own = currencyOf(person, MAIN_WALLET);
  const currency = own === 'USD' ? 'KES' : 'USD';
  const amount = roundSum(dice.between(20, 200), currency);
  return [
    {
      at: day.at(dice, 8, 22),
      person,
      movement: { kind: 'deposit', to: MAIN_WALLET },
      amount: () => amount,
      currency,
      mistake: true,
      description: 'Top-up by card',
      metadata: { channel: 'card' },
    },
  ];
};

/** The wallet that was meant to be paid is the one that pays. */
export const sameWallet: Habit = ({ person, day, dice }) => {
  if (!dice.chance(0.001)) return [];
  const amount = roundSum(person.monthlyIncome * 0.02, currencyOf(person, MAIN_WALLET));
  return [
    {
      at: day.at(dice, 8, 22),
      person,
      movement: { kind: 'save', from: MAIN_WALLET, to: MAIN_WALLET },
      amount: () => amount,
      mistake: true,
      description: 'To savings',
    },
  ];
};
