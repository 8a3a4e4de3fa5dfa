import { holidayOn } from '../country.js';
import type { Habit, PersonDay } from '../intent.js';
import { DAY_MS, LocalDay } from '../local-day.js';
import { MAIN_WALLET } from '../person.js';
import { atAgent, byBank, byPhone } from './channels.js';
import { owns, payOut } from './movements.js';

const TERMS: Readonly<Record<string, string>> = { January: 'term 1', May: 'term 2', September: 'term 3' };

/** Rent is due in the first days of a month. */
export const rent: Habit = (today) => {
  const { day, random, person } = today;
  if (!owns(today, 'Rent') || !day.is(person.joinsOnDay % 4 === 0 ? 3 : 2)) return [];
  const part = random.between(0.85, 0.97);
  return [payOut(today, 'Rent', part, day.at(random, 8, 18), `Rent ${day.month}`, byBank(today))];
};

/** School fees are due when a term begins. */
export const schoolFees: Habit = (today) => {
  const { day, random, person } = today;
  const term = TERMS[day.month];
  if (term === undefined || !owns(today, 'School fees') || !day.is(5 + (person.joinsOnDay % 5))) return [];
  const part = random.between(0.7, 0.95);
  return [payOut(today, 'School fees', part, day.at(random, 9, 16), `School fees, ${term}`, byBank(today))];
};

/** Traders buy stock before the market opens. */
export const restock: Habit = (today) => {
  const { day, random } = today;
  if ((day.weekday !== 1 && day.weekday !== 4) || random.chance(0.15)) return [];
  const what = random.pick([
    'Stock: vegetables',
    'Stock: fabrics',
    'Stock: wholesaler',
    'Stock: cooking oil',
  ]);
  const wallet = owns(today, 'Stock') && day.weekday === 1 ? 'Stock' : MAIN_WALLET;
  return [payOut(today, wallet, random.between(0.25, 0.6), day.at(random, 5, 8), what, byPhone(today))];
};

/** A motorcycle needs fuel, and now and then a repair or insurance. */
export const motorcycle: Habit = (today) => {
  const { day, random } = today;
  if (random.chance(0.02)) {
    const repair = random.pick(['New tyre', 'Chain and sprocket', 'Garage', 'Insurance']);
    return [
      payOut(today, MAIN_WALLET, random.between(0.45, 0.8), day.at(random, 9, 17), repair, atAgent(today)),
    ];
  }
  if ((day.weekday !== 2 && day.weekday !== 6) || random.chance(0.2)) return [];
  return [
    payOut(today, MAIN_WALLET, random.between(0.12, 0.3), day.at(random, 6, 9), 'Fuel', byPhone(today)),
  ];
};

/** Earnings in dollars are paid out to a card, mostly in the first days of a month. */
export const cashDollars: Habit = (today) => {
  const { day, random } = today;
  if (!owns(today, 'Dollars') || !day.is(4)) return [];
  return [
    payOut(today, 'Dollars', random.between(0.4, 0.8), day.at(random, 9, 18), 'To my card', byBank(today)),
  ];
};

/** Small cash between two pay days. */
export const pocketMoney: Habit = (today) => {
  const { day, random, person } = today;
  const student = person.lifestyle === 'student';
  if (!random.chance(student ? 0.22 : 0.07)) return [];
  const what = random.pick([
    'Airtime and data',
    'Groceries',
    'Bus fare',
    'Pharmacy',
    'Electricity tokens',
    'Cash',
  ]);
  const part = random.between(0.05, student ? 0.4 : 0.18);
  return [payOut(today, MAIN_WALLET, part, day.at(random, 8, 22), what, byPhone(today))];
};

/** Bills are paid at the end of a month, when the wages are in. */
export const monthEnd: Habit = (today) => {
  const { day, random } = today;
  if (day.dayOfMonth < day.daysInMonth - 2 || !random.chance(0.4)) return [];
  const what = random.pick([
    'Month-end shopping',
    'Water and electricity',
    'To my bank',
    'House help',
    'Loan instalment',
  ]);
  return [payOut(today, MAIN_WALLET, random.between(0.1, 0.3), day.at(random, 10, 20), what, byBank(today))];
};

/** In the days before a holiday people travel, cook and give. */
export const holiday: Habit = (today) => {
  const { day, random, person } = today;
  const name = holidayAhead(today);
  if (name === undefined || !random.chance(0.4)) return [];
  const wallet = owns(today, 'Rainy day') && random.chance(0.3) ? 'Rainy day' : MAIN_WALLET;
  const part = random.between(0.12, name === 'Christmas' ? 0.5 : 0.3);
  const way = person.lifestyle === 'abroad' ? byBank(today) : atAgent(today);
  const at = day.at(random, 9, 20);
  return [payOut(today, wallet, part, at, `${name}: ${random.pick(['travel', 'food', 'gifts'])}`, way)];
};

function holidayAhead({ day, person }: PersonDay): string | undefined {
  return [1, 2, 3]
    .map((days) => new LocalDay(new Date(Date.parse(day.date) + days * DAY_MS), 0, person))
    .map(({ monthAndDay }) => holidayOn(monthAndDay, person.country))
    .find((name) => name !== undefined);
}
