import { roundPart } from '../amounts.js';
import { WORLD_HOLIDAYS } from '../country.js';
import type { Habit, Intent, Scene } from '../intent.js';
import { DAY_MS, LocalDay } from '../local-day.js';
import { countryOf, currencyOf, MAIN_WALLET, type Goal, type WalletName } from '../person.js';
import { atAgent, byBank, byPhone } from './channels.js';

const SCHOOL_TERMS: Readonly<Record<string, string>> = {
  January: 'term 1',
  May: 'term 2',
  September: 'term 3',
};

/** Rent is due in the first days of a month. */
export const rent: Habit = (scene) => {
  const { day, dice, person } = scene;
  if (!owns(scene, 'Rent') || !day.is(person.joinsOnDay % 4 === 0 ? 3 : 2)) return [];
  return [
    out(scene, 'Rent', dice.between(0.85, 0.97), day.at(dice, 8, 18), `Rent ${day.month}`, byBank(scene)),
  ];
};

/** School fees are due when a term begins. */
export const schoolFees: Habit = (scene) => {
  const { day, dice, person } = scene;
  const term = SCHOOL_TERMS[day.month];
  if (term === undefined || !owns(scene, 'School fees') || !day.is(5 + (person.joinsOnDay % 5))) return [];
  const part = dice.between(0.7, 0.95);
  return [out(scene, 'School fees', part, day.at(dice, 9, 16), `School fees, ${term}`, byBank(scene))];
};

/** Traders buy stock before the market opens. */
export const restock: Habit = (scene) => {
  const { day, dice } = scene;
  if ((day.weekday !== 1 && day.weekday !== 4) || dice.chance(0.15)) return [];
  const what = dice.pick(['Stock: vegetables', 'Stock: fabrics', 'Stock: wholesaler', 'Stock: cooking oil']);
  const wallet = owns(scene, 'Stock') && day.weekday === 1 ? 'Stock' : MAIN_WALLET;
  return [out(scene, wallet, dice.between(0.25, 0.6), day.at(dice, 5, 8), what, byPhone(scene))];
};

/** A motorcycle needs fuel, and every now and then more than that. */
export const motorcycle: Habit = (scene) => {
  const { day, dice } = scene;
  if (dice.chance(0.02)) {
    const repair = dice.pick(['New tyre', 'Chain and sprocket', 'Garage', 'Insurance']);
    return [out(scene, MAIN_WALLET, dice.between(0.45, 0.8), day.at(dice, 9, 17), repair, atAgent(scene))];
  }
  if ((day.weekday !== 2 && day.weekday !== 6) || dice.chance(0.2)) return [];
  return [out(scene, MAIN_WALLET, dice.between(0.12, 0.3), day.at(dice, 6, 9), 'Fuel', byPhone(scene))];
};

/** What was earned in dollars is paid out to a card, mostly in the first days of a month. */
export const cashDollars: Habit = (scene) => {
  const { day, dice } = scene;
  if (!owns(scene, 'Dollars') || !day.is(4)) return [];
  return [out(scene, 'Dollars', dice.between(0.4, 0.8), day.at(dice, 9, 18), 'To my card', byBank(scene))];
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
  return [
    out(
      scene,
      MAIN_WALLET,
      dice.between(0.05, student ? 0.4 : 0.18),
      day.at(dice, 8, 22),
      what,
      byPhone(scene),
    ),
  ];
};

/** At the end of a month the money is there and so are the bills. */
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
  return [out(scene, MAIN_WALLET, dice.between(0.1, 0.3), day.at(dice, 10, 20), what, byBank(scene))];
};

/** In the days before a holiday people travel, cook and give. */
export const holiday: Habit = (scene) => {
  const { day, dice, person } = scene;
  const name = holidayAhead(scene);
  if (name === undefined || !dice.chance(0.4)) return [];
  const wallet = owns(scene, 'Rainy day') && dice.chance(0.3) ? 'Rainy day' : MAIN_WALLET;
  const part = dice.between(0.12, name === 'Christmas' ? 0.5 : 0.3);
  const way = person.lifestyle === 'abroad' ? byBank(scene) : atAgent(scene);
  return [
    out(scene, wallet, part, day.at(dice, 9, 20), `${name}: ${dice.pick(['travel', 'food', 'gifts'])}`, way),
  ];
};

function holidayAhead({ day, person }: Scene): string | undefined {
  const { holidays } = countryOf(person);
  for (const daysAhead of [1, 2, 3]) {
    const { monthAndDay } = new LocalDay(new Date(Date.parse(day.date) + daysAhead * DAY_MS), 0, person);
    const name = holidays[monthAndDay] ?? WORLD_HOLIDAYS[monthAndDay];
    if (name !== undefined) return name;
  }
  return undefined;
}

function owns({ person }: Scene, goal: Goal): boolean {
  return person.goals?.includes(goal) ?? false;
}

/** @param part Of what the wallet has by then. */
function out(
  { person }: Scene,
  from: WalletName,
  part: number,
  at: Date,
  description: string,
  way: Pick<Intent, 'reference' | 'metadata'>,
): Intent {
  const amount = (available: number) => roundPart(available, part, currencyOf(person, from));
  return { at, person, movement: { kind: 'withdraw', from }, amount, description, ...way };
}
