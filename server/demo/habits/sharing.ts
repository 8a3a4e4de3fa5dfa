import { roundSum } from '../amounts.js';
import { personNamed } from '../cast.js';
import type { Habit } from '../intent.js';
import { currencyOf, firstNameOf, MAIN_WALLET, type Person } from '../person.js';
import { ofIncome, ofWallet, send } from './movements.js';

/** Friends lend, split and give. */
export const sendToFriend: Habit = (today) => {
  const { person, day, random } = today;
  const [first, ...others] = person.friends ?? [];
  if (first === undefined || person.lifestyle === 'abroad' || !random.chance(0.11)) return [];
  const friend = personNamed(random.pick([first, ...others]));
  const amount = ofIncome(today, 0.004, 0.03);
  const why = random.pick([
    'Lunch',
    'Your share of the taxi',
    'Thank you!',
    'Happy birthday',
    'Paying you back',
    'For the wedding committee',
    'Football tickets',
    'Medicine for mum',
  ]);
  return [send(today, friend, () => amount, day.at(random, 11, 23), why)];
};

/** On Saturdays everybody in a savings group pays the same to the one who keeps its money. */
export const groupContribution: Habit = (today) => {
  const { person, day, random } = today;
  if (person.treasurer === undefined || person.treasurer === firstNameOf(person)) return [];
  if (day.weekday !== 6 || random.chance(0.08)) return [];
  const treasurer = personNamed(person.treasurer);
  const amount = contributionTo(treasurer);
  const reference = `GROUP-${day.date}`;
  const what = 'Savings group, weekly contribution';
  return [send(today, treasurer, () => amount, day.at(random, 8, 13), what, { reference })];
};

/** Once a month the group's money goes to the member whose turn it is. */
export const groupPayout: Habit = (today) => {
  const { person, day, random } = today;
  const [first, ...others] = person.friends ?? [];
  if (person.treasurer !== firstNameOf(person) || first === undefined || !day.is(7)) return [];
  const amount = contributionTo(person) * 9;
  const at = day.at(random, 14, 18);
  const member = personNamed(random.pick([first, ...others]));
  const reference = `GROUP-${day.date.slice(0, 7)}`;
  return [send(today, member, () => amount, at, `Savings group, payout ${day.month}`, { reference })];
};

/** Two days after the wage the family at home gets its part. */
export const sendHome: Habit = (today) => {
  const { person, day, random } = today;
  if (day.weekday !== 0 || Math.floor(day.index / 7) % 2 !== 0) return [];
  return (person.friends ?? []).map((name) => {
    const amount = ofWallet(today, 'Family', random.between(0.15, 0.45));
    const at = day.at(random, 12, 20);
    const what = random.pick(['For the family', 'School shoes', 'Greet everybody', 'Clinic', 'For the farm']);
    return send(today, personNamed(name), amount, at, what, {}, 'Family');
  });
};

function contributionTo(treasurer: Person): number {
  return roundSum(treasurer.monthlyIncome * 0.008, currencyOf(treasurer, MAIN_WALLET));
}
