import { roundSum } from '../amounts.js';
import type { Habit } from '../intent.js';
import { minutesAfter } from '../local-day.js';
import { currencyOf, MAIN_WALLET } from '../person.js';
import { byPhone } from './channels.js';
import { payIn, payOut, save } from './movements.js';

/** A person asks for more than the balance, and a few minutes later for less. */
export const askTooMuch: Habit = (today) => {
  const { person, day, random } = today;
  if (!random.chance(0.014)) return [];
  const at = day.at(random, 9, 21);
  const tooMuch = random.between(1.1, 2.2);
  const enough = random.between(0.5, 0.9);
  const least = roundSum(person.monthlyIncome * 0.05, currencyOf(person, MAIN_WALLET));
  const what = random.pick(['Emergency', 'Hospital', 'Phone repair', 'To my bank']);
  const asked = payOut(today, MAIN_WALLET, tooMuch, at, what, { ...byPhone(today), mistake: true });
  const later = minutesAfter(at, random.between(1, 9));
  return [
    { ...asked, amount: (available) => Math.max(asked.amount(available), available + least) },
    payOut(today, MAIN_WALLET, enough, later, what, byPhone(today)),
  ];
};

/** A form names another currency than the wallet's. */
export const wrongCurrency: Habit = (today) => {
  const { person, day, random } = today;
  if (!random.chance(0.004)) return [];
  const currency = currencyOf(person, MAIN_WALLET) === 'USD' ? 'KES' : 'USD';
  const amount = roundSum(random.between(20, 200), currency);
  const mistake = { currency, mistake: true, metadata: { channel: 'card' } } as const;
  return [payIn(today, amount, day.at(random, 8, 22), 'Top-up by card', mistake)];
};

/** The wallet that was meant to be paid is the one that pays. */
export const sameWallet: Habit = (today) => {
  const { person, day, random } = today;
  if (!random.chance(0.001)) return [];
  const amount = roundSum(person.monthlyIncome * 0.02, currencyOf(person, MAIN_WALLET));
  return [save(today, MAIN_WALLET, () => amount, day.at(random, 8, 22), 'To savings', { mistake: true })];
};
