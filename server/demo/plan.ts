import { CAST } from './cast.js';
import { exactSum } from './amounts.js';
import { Balances } from './balances.js';
import type { ScheduledAction, Batch } from './action.js';
import { SeededRandom } from './seeded-random.js';
import { HABITS } from './habits/index.js';
import type { Intent } from './intent.js';
import { DAY_MS, LocalDay, minutesAfter } from './local-day.js';
import { currencyOf, emailOf, MAIN_WALLET, type Person, type WalletName } from './person.js';
import { script } from './script.js';

/** One step of the plan: a person joins, opens a wallet or moves an amount in minor units, or operations act. */
export type Step =
  | { readonly act: 'join'; readonly at: Date; readonly person: Person }
  | { readonly act: 'open'; readonly at: Date; readonly person: Person; readonly wallet: WalletName }
  | ({ readonly act: 'operate' } & ScheduledAction)
  | Move;

export interface Move {
  readonly act: 'move';
  readonly at: Date;
  readonly key: string;
  readonly amount: number;
  readonly intent: Intent;
}

/** Every so many movements a phone sends one twice, because the first answer was lost. */
const SENT_TWICE = 90;
/** Every so many movements the app sends one again with another amount, by mistake. */
const SENT_CHANGED = 7 * SENT_TWICE;

/** Key of the last movement; a database that has it has the complete demo data. */
export const LAST_KEY = 'demo-last';

/**
 * Plans all steps of the demo data, in the order of time. The plan depends on the two moments alone, and a plan with a
 * later `until` begins with the same steps.
 *
 * @param start Midnight UTC of the first day.
 */
export function planDemo(start: Date, until: Date): readonly Step[] {
  const timeline = [...CAST.flatMap((person) => lifeOf(person, start, until)), ...script(start, until)]
    .filter(({ at }) => at < until)
    .sort((a, b) => a.at.getTime() - b.at.getTime());
  const balances = new Balances();
  const steps: Step[] = [];
  let moves = 0;
  for (const item of timeline) {
    if ('act' in item) {
      if (item.act === 'open') balances.open(item.person, item.wallet);
      steps.push(item);
      continue;
    }
    if ('action' in item) {
      if (item.action.kind === 'batch') share(item.action, balances);
      steps.push({ act: 'operate', ...item });
      continue;
    }
    const amount = balances.consider(item);
    if (amount === undefined) continue;
    if (!item.mistake) balances.apply(item, amount);
    if (item.key === undefined) moves += 1;
    const move: Move = { act: 'move', at: item.at, key: item.key ?? `demo-${moves}`, amount, intent: item };
    steps.push(move);
    if (item.key !== undefined) continue;
    if (moves % SENT_TWICE === 0) steps.push(move);
    if (moves % SENT_CHANGED === 0) steps.push({ ...move, amount: amount + 1 });
  }
  return [...steps, ...lastStep(steps.at(-1))];
}

type Life = Extract<Step, { act: 'join' | 'open' }> | Intent;

function share({ currency, shares }: Batch, balances: Balances): void {
  for (const { to, amount } of shares) {
    if (typeof to !== 'string') balances.receive(to, currency, amount);
  }
}

function lifeOf(person: Person, start: Date, until: Date): readonly Life[] {
  const { joinsOnDay, goesQuietOnDay = Infinity, goals = [] } = person;
  const random = new SeededRandom('joins', emailOf(person));
  const joinedAt = new LocalDay(start, joinsOnDay, person).at(random, 7, 12);
  const wallets = [MAIN_WALLET, ...goals] as const;
  const life: Life[] = [{ act: 'join', at: joinedAt, person }];
  wallets.forEach((wallet, index) => {
    // Opens the first wallet at once and the others some weeks apart.
    const minutes = index === 0 ? random.between(1, 6) : random.between(index * 6, index * 11) * 24 * 60;
    life.push({ act: 'open', at: minutesAfter(joinedAt, minutes), person, wallet });
  });

  const lastDay = Math.min(goesQuietOnDay, Math.ceil((until.getTime() - start.getTime()) / DAY_MS) + 1);
  for (let index = joinsOnDay; index < lastDay; index += 1) {
    const day = new LocalDay(start, index, person);
    for (const habit of HABITS[person.lifestyle]) {
      life.push(...habit({ person, day, random: new SeededRandom(emailOf(person), day.date, habit.name) }));
    }
  }
  return life;
}

/** Adds the last movement: always the same small deposit by the first customer. */
function lastStep(before: Step | undefined): readonly Step[] {
  const [person] = CAST;
  if (!before || !person) return [];
  const amount = exactSum(500, currencyOf(person, MAIN_WALLET));
  const at = new Date(before.at.getTime() + 1);
  const intent: Intent = {
    at,
    person,
    movement: { kind: 'deposit', to: MAIN_WALLET },
    amount: () => amount,
    description: 'Top-up',
    metadata: { channel: 'mobile money', provider: 'M-PESA' },
  };
  return [{ act: 'move', at, key: LAST_KEY, amount, intent }];
}
