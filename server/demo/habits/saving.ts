import { exactSum, roundSum } from '../amounts.js';
import { SeededRandom } from '../seeded-random.js';
import type { Habit } from '../intent.js';
import { currencyOf, emailOf, MAIN_WALLET, type Goal } from '../person.js';
import { atAgent, byPhone } from './channels.js';
import { ofIncome, ofWallet, payIn, save } from './movements.js';

/** A small sum every week, on a weekday of one's own; now and then it is forgotten. */
export const weeklySaving: Habit = (today) => {
  const { person, day, random } = today;
  const usualDay = new SeededRandom('weekly saving', emailOf(person)).whole(1, 6);
  if (day.weekday !== usualDay || random.chance(0.12)) return [];
  const amount = ofIncome(today, 0.02, 0.05);
  return [payIn(today, amount, day.at(random, 17, 22), 'Weekly saving', byPhone(today))];
};

/** Saves the change that a till rounds up: odd, tiny sums. */
export const roundUp: Habit = (today) => {
  const { person, day, random } = today;
  if (!random.chance(0.3)) return [];
  const units = (person.monthlyIncome / 1_000) * random.between(0.2, 1.4);
  const at = day.at(random, 8, 21);
  const what = random.pick(['Change from shopping', 'Round-up: supermarket', 'Round-up: fuel', 'Round-up']);
  const amount = exactSum(units, currencyOf(person, MAIN_WALLET));
  return [payIn(today, amount, at, what, { metadata: { channel: 'round-up' } })];
};

/** Traders and riders put a part of the day's takings away in the evening, more on market days, little on Sundays. */
export const dailyTakings: Habit = (today) => {
  const { person, day, random } = today;
  const trader = person.lifestyle === 'trader';
  if (!random.chance(day.weekday === 0 ? 0.2 : 0.86)) return [];
  const marketDay = day.weekday === 2 || day.weekday === 6 ? 1.6 : 1;
  const part = random.between(0.006, trader ? 0.022 : 0.015) * marketDay;
  const amount = roundSum(person.monthlyIncome * part, currencyOf(person, MAIN_WALLET));
  const at = day.at(random, trader ? 17 : 19, 23);
  const what = trader ? random.pick(["Today's sales", 'Market day', 'Stall takings']) : "Today's rides";
  return [payIn(today, amount, at, what, random.chance(0.3) ? atAgent(today) : byPhone(today))];
};

/** Parts of the balance that go to each goal at the end of a week, from least to most. */
const SWEPT: Partial<Record<Goal, readonly [least: number, most: number, description: string]>> = {
  'Rainy day': [0.08, 0.2, 'For a rainy day'],
  'School fees': [0.1, 0.2, 'School fees: set aside'],
  Stock: [0.3, 0.5, 'Stock money for next week'],
};

/** On Friday evenings people move a part of the week's balance to their goals. */
export const weeklySweep: Habit = (today) => {
  const { person, day, random } = today;
  if (day.weekday !== 5) return [];
  return (person.goals ?? []).flatMap((goal) => {
    const swept = SWEPT[goal];
    if (!swept) return [];
    const [least, most, what] = swept;
    const amount = ofWallet(today, MAIN_WALLET, random.between(least, most));
    return save(today, goal, amount, day.at(random, 20, 23), what);
  });
};

/** People abroad save from every second week's wage, and pay in the money for home. */
export const wageAbroad: Habit = (today) => {
  const { person, day, random } = today;
  if (day.weekday !== 5 || Math.floor(day.index / 7) % 2 !== 0) return [];
  const at = day.at(random, 9, 21);
  const own = ofIncome(today, 0.04, 0.09);
  const home = currencyOf(person, 'Family');
  const units = home === 'KES' ? random.between(9_000, 32_000) : random.between(60_000, 210_000);
  const wage = payIn(today, own, at, 'From my wage', byPhone(today));
  const later = day.at(random, 21, 23);
  const way = { reference: `WU${random.text('0123456789', 9)}`, metadata: { channel: 'remittance' } };
  return [wage, payIn(today, roundSum(units, home), later, 'Remittance for the family', way, 'Family')];
};
