import type { RiskKind } from '../ledger/model/risk-threshold.js';
import { exactSum } from './amounts.js';
import { dayOf } from '../ledger/model/goal.js';
import { personNamed } from './cast.js';
import type { Action, ScheduledAction, Share } from './action.js';
import type { Intent, Movement } from './intent.js';
import { DAY_MS } from './local-day.js';
import type { WalletName } from './person.js';
import { ANALYST_EMAIL } from './sign-ins.js';

const HOUR_MS = DAY_MS / 24;
const CURRENCY = 'KES';
const WALLET = 'Business' satisfies WalletName;

/**
 * Adds scripted events that chance would not bring about, so that every page has something to show: pending and decided
 * transactions, reversed mistakes, frozen wallets and suspended users. They use wallets of their own and always the
 * same sums under the same keys, so that a fill that goes on later, with other last days, finds what it did before.
 */
export function script(start: Date, until: Date): readonly (ScheduledAction | Intent)[] {
  const on = (day: number, hour: number) => new Date(start.getTime() + day * DAY_MS + hour * HOUR_MS);
  const ago = (hours: number) => new Date(until.getTime() - hours * HOUR_MS);
  return [
    scheduled('suspension', on(48, 9), {
      kind: 'suspend',
      person: personNamed('Victor'),
      reason: 'Three accounts with one passport',
    }),
    scheduled('freeze', on(96, 10), {
      kind: 'freeze',
      person: personNamed('Peter'),
      reason: 'He told us that his phone was stolen',
    }),
    scheduled('rule', on(150, 8), {
      kind: 'rule',
      change: {
        currency: CURRENCY,
        withdrawalsAbove: sum(60_000),
        reason: 'Look at larger withdrawals first',
      },
    }),
    scheduled(
      'pending-age',
      on(150, 9),
      threshold('PENDING_AGE', 480, 'Nobody should wait for more than two days'),
    ),
    scheduled(
      'top-holder',
      on(150, 10),
      threshold('TOP_HOLDER_SHARE', 7_500, 'One customer must not be most of our money'),
    ),
    scheduled('float', on(152, 8), { kind: 'float', currency: CURRENCY, amount: sum(500_000) }),

    paidIn(on(153, 9), 'loan', 240_000, 'Loan for the workshop'),
    paidOut(on(154, 9), 'machine', 85_000, 'Sewing machine'),
    scheduled('machine-posted', on(154, 12), { kind: 'post', of: 'demo-machine', reason: null }),
    paidOut(on(158, 10), 'fabrics', 64_000, 'Fabrics, wholesale'),
    scheduled('fabrics-voided', on(158, 15), {
      kind: 'void',
      of: 'demo-fabrics',
      reason: 'The account is not in your name; please use one that is',
    }),
    paidIn(on(163, 9), 'sales', 18_500, 'Sales at the fair'),
    paidIn(on(163, 9.1), 'sales-again', 18_500, 'Sales at the fair'),
    scheduled('sales-reversed', on(164, 11), {
      kind: 'reverse',
      of: 'demo-sales-again',
      reason: 'The agent has entered it twice',
    }),

    scheduled('goal-school', on(140, 9), {
      ...{ kind: 'goal', person: personNamed('Amina'), wallet: 'School fees', target: sum(180_000) },
      ...{ date: dayOf(on(290, 0)), colour: 'TEAL', emoji: 'SCHOOL' },
    }),
    scheduled('goal-rain', on(141, 9), {
      ...{ kind: 'goal', person: personNamed('Amina'), wallet: 'Rainy day', target: sum(25_000) },
      ...{ date: null, colour: 'BLUE', emoji: 'RAINY_DAY' },
    }),
    scheduled('goal-bike', on(142, 9), {
      ...{ kind: 'goal', person: personNamed('Brian'), wallet: 'Rainy day', target: sum(95_000) },
      ...{ date: dayOf(on(260, 0)), colour: 'AMBER', emoji: 'CAR' },
    }),
    scheduled('refunds', on(160, 14), { kind: 'batch', mode: 'ATOMIC', currency: CURRENCY, shares: REFUNDS }),
    scheduled('agents', on(170, 14), { kind: 'batch', mode: 'EACH', currency: CURRENCY, shares: AGENTS }),
    scheduled('token-amina', on(172, 9), { kind: 'token', email: 'amina@example.com', name: 'Bookkeeping' }),
    scheduled('token-analyst', on(173, 9), { kind: 'token', email: ANALYST_EMAIL, name: 'Nightly export' }),

    paidIn(ago(86), 'orders', 310_000, 'School uniforms, first half'),
    paidOut(ago(81), 'rent', 66_000, 'Workshop, rent for a year'),
    paidOut(ago(29), 'tailors', 72_500, 'Tailors’ wages'),
    paidOut(ago(4), 'cloth', 81_000, 'Cloth for the uniforms'),
    paidOut(ago(0.3), 'buttons', 60_500, 'Buttons and zips'),
  ];
}

const REFUNDS = ['Brian', 'Wanjiru', 'Kevin', 'Joseph'].map((name) =>
  share(personNamed(name), 150, 'Refund of the card fee'),
);

/** The second address is misspelt. */
const AGENTS = [personNamed('Faith'), 'jozeph@example.com', personNamed('Halima')].map((to) =>
  share(to, 2_500, 'For bringing in new savers'),
);

function threshold(kind: RiskKind, above: number, reason: string): Action {
  return { kind: 'threshold', change: { kind, currency: CURRENCY, threshold: above, reason } };
}

function share(to: Share['to'], units: number, description: string): Share {
  return { to, amount: sum(units), description };
}

function scheduled(name: string, at: Date, action: Action): ScheduledAction {
  return { at, key: `demo-${name}`, action };
}

function paidIn(at: Date, name: string, units: number, description: string): Intent {
  return payment({ kind: 'deposit', to: WALLET }, at, name, units, description);
}

function paidOut(at: Date, name: string, units: number, description: string): Intent {
  return payment({ kind: 'withdraw', from: WALLET }, at, name, units, description);
}

function payment(movement: Movement, at: Date, name: string, units: number, description: string): Intent {
  const metadata = { channel: 'bank transfer', provider: 'Equity Bank' };
  const person = personNamed('Amina');
  return { at, key: `demo-${name}`, person, movement, amount: () => sum(units), description, metadata };
}

function sum(units: number): number {
  return exactSum(units, CURRENCY);
}
