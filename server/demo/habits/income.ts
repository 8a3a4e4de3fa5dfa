import { exactSum, roundPart } from '../amounts.js';
import { SeededRandom } from '../seeded-random.js';
import type { Habit, Intent, PersonDay } from '../intent.js';
import { minutesAfter } from '../local-day.js';
import { currencyOf, emailOf, MAIN_WALLET, type Goal } from '../person.js';
import { byBank, byPhone } from './channels.js';
import { ofIncome, owns, payIn, save } from './movements.js';

/** Parts of an income that go to each goal. */
const PARTS: Partial<Record<Goal, number>> = {
  Rent: 0.38,
  'School fees': 0.16,
  'Rainy day': 0.08,
  Land: 0.2,
  Wedding: 0.18,
};

/** Salaries arrive between the 25th and the 1st, each employer's on a day of its own. */
export const payDay: Habit = (today) => {
  const { person, day, random } = today;
  if (!day.is(new SeededRandom('pay day', emailOf(person)).pick([25, 26, 27, 28, 29, 30, 31, 1]))) return [];
  const at = day.at(random, 7, 11);
  const amount = ofIncome(today, 0.38, 0.52);
  const way = { ...byBank(today), reference: `PAY-${day.date.slice(0, 7)}` };
  return [payIn(today, amount, at, `Salary savings, ${day.month}`, way), ...putAside(today, at, amount)];
};

/** Clients of freelancers pay when they pay. */
export const paidInvoice: Habit = (today) => {
  const { person, day, random } = today;
  if (day.weekday === 0 || !random.chance(0.13)) return [];
  const at = day.at(random, 9, 19);
  const dollars = owns(today, 'Dollars') && random.chance(0.4);
  const wallet = dollars ? 'Dollars' : MAIN_WALLET;
  const units = dollars ? random.between(90, 640) : person.monthlyIncome * random.between(0.05, 0.3);
  const amount = exactSum(units, currencyOf(person, wallet));
  const reference = `INV-${random.whole(1_000, 1_999)}`;
  const what = random.pick(['Website for a client', 'Logo design', 'Monthly retainer', 'App milestone']);
  const payment = payIn(today, amount, at, what, { ...byBank(today), reference }, wallet);
  return dollars ? [payment] : [payment, ...putAside(today, at, amount)];
};

/** Students receive an allowance twice a month. */
export const allowance: Habit = (today) => {
  const { day, random } = today;
  if (!day.is(2) && !day.is(16)) return [];
  const amount = ofIncome(today, 0.4, 0.55);
  const at = day.at(random, 8, 20);
  const what = random.pick(['Upkeep from home', 'Allowance', 'From mum', 'HELB upkeep']);
  return [payIn(today, amount, at, what, byPhone(today))];
};

/** Moves a part of an income to each goal right after it arrived. */
function putAside(today: PersonDay, paidAt: Date, paid: number): Intent[] {
  const { person, random } = today;
  const goals = (person.goals ?? []).filter((goal) => PARTS[goal] !== undefined);
  return goals.map((goal, index) => {
    const part = (PARTS[goal] ?? 0) * random.between(0.85, 1.1);
    const amount = roundPart(paid, part, currencyOf(person, MAIN_WALLET));
    const at = minutesAfter(paidAt, (index + 1) * random.between(2, 25));
    const more = { metadata: { channel: 'standing order' } };
    return save(today, goal, () => amount, at, `${goal}: set aside`, more);
  });
}
