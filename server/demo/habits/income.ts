import { exactSum, roundPart, roundSum } from '../amounts.js';
import { Dice } from '../dice.js';
import type { Habit, Intent, Scene } from '../intent.js';
import { minutesAfter } from '../local-day.js';
import { currencyOf, emailOf, MAIN_WALLET, type Goal } from '../person.js';
import { byBank, byPhone } from './channels.js';

/** How much of what comes in goes to each goal, when there are such. */
const PARTS: Partial<Record<Goal, number>> = {
  Rent: 0.38,
  'School fees': 0.16,
  'Rainy day': 0.08,
  Land: 0.2,
  Wedding: 0.18,
};

/** Salaries arrive between the 25th and the 1st, each employer's on a day of its own. */
export const payDay: Habit = (scene) => {
  const { person, day, dice } = scene;
  const usualDay = new Dice('pay day', emailOf(person)).pick([25, 26, 27, 28, 29, 30, 31, 1]);
  if (!day.is(usualDay)) return [];
  const at = day.at(dice, 7, 11);
  const currency = currencyOf(person, MAIN_WALLET);
  const amount = roundSum(person.monthlyIncome * dice.between(0.38, 0.52), currency);
  const salary: Intent = {
    at,
    person,
    movement: { kind: 'deposit', to: MAIN_WALLET },
    amount: () => amount,
    description: `Salary savings, ${day.month}`,
    ...byBank(scene),
    reference: `PAY-${day.date.slice(0, 7)}`,
  };
  return [salary, ...putAside(scene, at, amount)];
};

/** Clients of freelancers pay when they pay. */
export const paidInvoice: Habit = (scene) => {
  const { person, day, dice } = scene;
  if (day.weekday === 0 || !dice.chance(0.13)) return [];
  const at = day.at(dice, 9, 19);
  const dollars = (person.goals ?? []).includes('Dollars') && dice.chance(0.4);
  const wallet = dollars ? 'Dollars' : MAIN_WALLET;
  const currency = currencyOf(person, wallet);
  const amount = dollars
    ? exactSum(dice.between(90, 640), currency)
    : exactSum(person.monthlyIncome * dice.between(0.05, 0.3), currency);
  const number = dice.whole(1_000, 1_999);
  const payment: Intent = {
    at,
    person,
    movement: { kind: 'deposit', to: wallet },
    amount: () => amount,
    description: dice.pick(['Website for a client', 'Logo design', 'Monthly retainer', 'App milestone']),
    ...byBank(scene),
    reference: `INV-${number}`,
  };
  return dollars ? [payment] : [payment, ...putAside(scene, at, amount)];
};

/** Students get by on what arrives twice a month. */
export const allowance: Habit = (scene) => {
  const { person, day, dice } = scene;
  if (!day.is(2) && !day.is(16)) return [];
  const currency = currencyOf(person, MAIN_WALLET);
  const amount = roundSum(person.monthlyIncome * dice.between(0.4, 0.55), currency);
  return [
    {
      at: day.at(dice, 8, 20),
      person,
      movement: { kind: 'deposit', to: MAIN_WALLET },
      amount: () => amount,
      description: dice.pick(['Upkeep from home', 'Allowance', 'From mum', 'HELB upkeep']),
      ...byPhone(scene),
    },
  ];
};

/** Right after money came in, a part of it goes to each goal. */
function putAside({ person, dice }: Scene, paidAt: Date, paid: number): Intent[] {
  const goals = (person.goals ?? []).filter((goal) => PARTS[goal] !== undefined);
  return goals.map((goal, index) => {
    const amount = roundPart(
      paid,
      (PARTS[goal] ?? 0) * dice.between(0.85, 1.1),
      currencyOf(person, MAIN_WALLET),
    );
    return {
      at: minutesAfter(paidAt, (index + 1) * dice.between(2, 25)),
      person,
      movement: { kind: 'save', from: MAIN_WALLET, to: goal },
      amount: () => amount,
      description: `${goal}: set aside`,
      metadata: { channel: 'standing order' },
    };
  });
}
