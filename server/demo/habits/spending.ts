import { holidayOn } from '../country.js';
import type { Habit, Scene } from '../intent.js';
import { DAY_MS, LocalDay } from '../local-day.js';
import { MAIN_WALLET } from '../person.js';
import { atAgent, byBank, byPhone } from './channels.js';
import { owns, payOut } from './movements.js';

const TERMS: Readonly<Record<string, string>> = { January: 'term 1', May: 'term 2', September: 'term 3' };

/** Rent is due in the first days of a month. */
export const rent: Habit = (scene) => {
  const { day, dice, person } = scene;
  if (!owns(scene, 'Rent') || !day.is(person.joinsOnDay % 4 === 0 ? 3 : 2)) return [];
  const part = dice.between(0.85, 0.97);
  return [payOut(scene, 'Rent', part, day.at(dice, 8, 18), `Rent ${day.month}`, byBank(scene))];
};

/** School fees are due when a term begins. */
export const schoolFees: Habit = (scene) => {
  const { day, dice, person } = scene;
  const term = TERMS[day.month];
  if (term === undefined || !owns(scene, 'School fees') || !day.is(5 + (person.joinsOnDay % 5))) return [];
  const part = dice.between(0.7, 0.95);
  return [payOut(scene, 'School fees', part, day.at(dice, 9, 16), `School fees, ${term}`, byBank(scene))];
};

/** Traders buy stock before the market opens. */
export const restock: Habit = (scene) => {
  const { day, dice } = scene;
  if ((day.weekday !== 1 && day.weekday !== 4) || dice.chance(0.15)) return [];
  const what = dice.pick(['Stock: vegetables', 'Stock: fabrics', 'Stock: wholesaler', 'Stock: cooking oil']);
  const wallet = owns(scene, 'Stock') && day.weekday === 1 ? 'Stock' : MAIN_WALLET;
  return [payOut(scene, wallet, dice.between(0.25, 0.6), day.at(dice, 5, 8), what, byPhone(scene))];
};

/** A motorcycle needs fuel, and now and then a repair or insurance. */
export const motorcycle: Habit = (scene) => {
  const { day, dice } = scene;
  if (dice.chance(0.02)) {
    const repair = dice.pick(['New tyre', 'Chain and sprocket', 'Garage', 'Insurance']);
    return [payOut(scene, MAIN_WALLET, dice.between(0.45, 0.8), day.at(dice, 9, 17), repair, atAgent(scene))];
  }
  if ((day.weekday !== 2 && day.weekday !== 6) || dice.chance(0.2)) return [];
  return [payOut(scene, MAIN_WALLET, dice.between(0.12, 0.3), day.at(dice, 6, 9), 'Fuel', byPhone(scene))];
};

/** Earnings in dollars are paid out to a card, mostly in the first days of a month. */
export const cashDollars: Habit = (scene) => {
  const { day, dice } = scene;
  if (!owns(scene, 'Dollars') || !day.is(4)) return [];
  return [payOut(scene, 'Dollars', dice.between(0.4, 0.8), day.at(dice, 9, 18), 'To my card', byBank(scene))];
};

/** Small cash between two pay days. */
export const pocketMoney: Habit = (scene) => {
  const { day, dice, person } = scene;
  const student = person.lifestyle === 'student';
  if (!dice.chance(student ? 0.22 : 0.07)) return [];
  const what = dice.pick([
    'Airtime and data',
    'Groceries',
    'Bus fare',
    'Pharmacy',
    'Electricity tokens',
    'Cash',
  ]);
  const part = dice.between(0.05, student ? 0.4 : 0.18);
  return [payOut(scene, MAIN_WALLET, part, day.at(dice, 8, 22), what, byPhone(scene))];
};

/** Bills are paid at the end of a month, when the wages are in. */
export const monthEnd: Habit = (scene) => {
  const { day, dice } = scene;
  if (day.dayOfMonth < day.daysInMonth - 2 || !dice.chance(0.4)) return [];
  const what = dice.pick([
    'Month-end shopping',
    'Water and electricity',
    'To my bank',
    'House help',
    'Loan instalment',
  ]);
  return [payOut(scene, MAIN_WALLET, dice.between(0.1, 0.3), day.at(dice, 10, 20), what, byBank(scene))];
};

/** In the days before a holiday people travel, cook and give. */
export const holiday: Habit = (scene) => {
  const { day, dice, person } = scene;
  const name = holidayAhead(scene);
  if (name === undefined || !dice.chance(0.4)) return [];
  const wallet = owns(scene, 'Rainy day') && dice.chance(0.3) ? 'Rainy day' : MAIN_WALLET;
  const part = dice.between(0.12, name === 'Christmas' ? 0.5 : 0.3);
  const way = person.lifestyle === 'abroad' ? byBank(scene) : atAgent(scene);
  const at = day.at(dice, 9, 20);
  return [payOut(scene, wallet, part, at, `${name}: ${dice.pick(['travel', 'food', 'gifts'])}`, way)];
};

function holidayAhead({ day, person }: Scene): string | undefined {
  return [1, 2, 3]
    .map((days) => new LocalDay(new Date(Date.parse(day.date) + days * DAY_MS), 0, person))
    .map(({ monthAndDay }) => holidayOn(monthAndDay, person.country))
    .find((name) => name !== undefined);
}
