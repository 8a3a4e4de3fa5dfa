import { roundPart, roundSum } from '../amounts.js';
import { personNamed } from '../cast/index.js';
import type { Habit } from '../intent.js';
import { currencyOf, firstNameOf, MAIN_WALLET, type Person } from '../person.js';

/** Friends lend, split and give. */
export const sendToFriend: Habit = ({ person, day, dice }) => {
  const [first, ...others] = person.friends ?? [];
  if (first === undefined || person.lifestyle === 'abroad' || !dice.chance(0.11)) return [];
  const friend = personNamed(dice.pick([first, ...others]));
  const currency = currencyOf(person, MAIN_WALLET);
  const amount = roundSum(person.monthlyIncome * dice.between(0.004, 0.03), currency);
  const why = dice.pick([
    'Lunch',
    'Your share of the taxi',
    'Thank you!',
    'Happy birthday',
    'Paying you back',
    'For the wedding committee',
    'Football tickets',
    'Medicine for mum',
  ]);
  return [
    {
      at: day.at(dice, 11, 23),
      person,
      movement: { kind: 'send', from: MAIN_WALLET, to: friend },
      amount: () => amount,
      description: why,
    },
  ];
};

/** On Saturdays everybody in a savings group pays the same to the one who keeps its money. */
export const groupContribution: Habit = ({ person, day, dice }) => {
  if (person.treasurer === undefined || person.treasurer === firstNameOf(person)) return [];
  if (day.weekday !== 6 || dice.chance(0.08)) return [];
  const treasurer = personNamed(person.treasurer);
  const amount = contributionTo(treasurer);
  return [
    {
      at: day.at(dice, 8, 13),
      person,
      movement: { kind: 'send', from: MAIN_WALLET, to: treasurer },
      amount: () => amount,
      description: 'Savings group, weekly contribution',
      reference: `GROUP-${day.date}`,
    },
  ];
};

/** Once a month the group's money goes to the member whose turn it is. */
export const groupPayout: Habit = ({ person, day, dice }) => {
  const [first, ...others] = person.friends ?? [];
  if (person.treasurer !== firstNameOf(person) || first === undefined || !day.is(7)) return [];
  const amount = contributionTo(person) * 9;
  return [
    {
      at: day.at(dice, 14, 18),
      person,
      movement: { kind: 'send', from: MAIN_WALLET, to: personNamed(dice.pick([first, ...others])) },
      amount: () => amount,
      description: `Savings group, payout ${day.month}`,
      reference: `GROUP-${day.date.slice(0, 7)}`,
    },
  ];
};

/** Two days after the wage the family at home gets its part. */
export const sendHome: Habit = ({ person, day, dice }) => {
  if (day.weekday !== 0 || Math.floor(day.index / 7) % 2 !== 0) return [];
  const currency = currencyOf(person, 'Family');
  return (person.friends ?? []).map((name) => {
    const part = dice.between(0.15, 0.45);
    return {
      at: day.at(dice, 12, 20),
      person,
      movement: { kind: 'send', from: 'Family', to: personNamed(name) },
      amount: (available: number) => roundPart(available, part, currency),
      description: dice.pick(['For the family', 'School shoes', 'Greet everybody', 'Clinic', 'For the farm']),
    };
  });
};

function contributionTo(treasurer: Person): number {
  return roundSum(treasurer.monthlyIncome * 0.008, currencyOf(treasurer, MAIN_WALLET));
}
