import { exactSum, roundSum } from '../amounts.js';
import { Dice } from '../dice.js';
import type { Habit } from '../intent.js';
import { currencyOf, emailOf, MAIN_WALLET, type Goal } from '../person.js';
import { atAgent, byPhone } from './channels.js';
import { ofIncome, ofWallet, payIn, save } from './movements.js';

/** A small sum every week, on a weekday of one's own; now and then it is forgotten. */
export const weeklySaving: Habit = (scene) => {
  const { person, day, dice } = scene;
  const usualDay = new Dice('weekly saving', emailOf(person)).whole(1, 6);
  if (day.weekday !== usualDay || dice.chance(0.12)) return [];
  const amount = ofIncome(scene, 0.02, 0.05);
  return [payIn(scene, amount, day.at(dice, 17, 22), 'Weekly saving', byPhone(scene))];
};

/** Saves the change that a till rounds up: odd, tiny sums. */
export const roundUp: Habit = (scene) => {
  const { person, day, dice } = scene;
  if (!dice.chance(0.3)) return [];
  const units = (person.monthlyIncome / 1_000) * dice.between(0.2, 1.4);
  const at = day.at(dice, 8, 21);
  const what = dice.pick(['Change from shopping', 'Round-up: supermarket', 'Round-up: fuel', 'Round-up']);
  const amount = exactSum(units, currencyOf(person, MAIN_WALLET));
  return [payIn(scene, amount, at, what, { metadata: { channel: 'round-up' } })];
};

/** Traders and riders put a part of the day's takings away in the evening, more on market days, little on Sundays. */
export const dailyTakings: Habit = (scene) => {
  const { person, day, dice } = scene;
  const trader = person.lifestyle === 'trader';
  if (!dice.chance(day.weekday === 0 ? 0.2 : 0.86)) return [];
  const marketDay = day.weekday === 2 || day.weekday === 6 ? 1.6 : 1;
  const part = dice.between(0.006, trader ? 0.022 : 0.015) * marketDay;
  const amount = roundSum(person.monthlyIncome * part, currencyOf(person, MAIN_WALLET));
  const at = day.at(dice, trader ? 17 : 19, 23);
  const what = trader ? dice.pick(["Today's sales", 'Market day', 'Stall takings']) : "Today's rides";
  return [payIn(scene, amount, at, what, dice.chance(0.3) ? atAgent(scene) : byPhone(scene))];
};

/** Parts of the balance that go to each goal at the end of a week, from least to most. */
const SWEPT: Partial<Record<Goal, readonly [least: number, most: number, description: string]>> = {
  'Rainy day': [0.08, 0.2, 'For a rainy day'],
  'School fees': [0.1, 0.2, 'School fees: set aside'],
  Stock: [0.3, 0.5, 'Stock money for next week'],
};

/** On Friday evenings people move a part of the week's balance to their goals. */
export const weeklySweep: Habit = (scene) => {
  const { person, day, dice } = scene;
  if (day.weekday !== 5) return [];
  return (person.goals ?? []).flatMap((goal) => {
    const swept = SWEPT[goal];
    if (!swept) return [];
    const [least, most, what] = swept;
    const amount = ofWallet(scene, MAIN_WALLET, dice.between(least, most));
    return save(scene, goal, amount, day.at(dice, 20, 23), what);
  });
};

/** People abroad save from every second week's wage, and pay in the money for home. */
export const wageAbroad: Habit = (scene) => {
  const { person, day, dice } = scene;
  if (day.weekday !== 5 || Math.floor(day.index / 7) % 2 !== 0) return [];
  const at = day.at(dice, 9, 21);
  const own = ofIncome(scene, 0.04, 0.09);
  const home = currencyOf(person, 'Family');
  const units = home === 'KES' ? dice.between(9_000, 32_000) : dice.between(60_000, 210_000);
  const wage = payIn(scene, own, at, 'From my wage', byPhone(scene));
  const later = day.at(dice, 21, 23);
  const way = { reference: `WU${dice.text('0123456789', 9)}`, metadata: { channel: 'remittance' } };
  return [wage, payIn(scene, roundSum(units, home), later, 'Remittance for the family', way, 'Family')];
};
