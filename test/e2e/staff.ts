import { expect } from '@jest/globals';
import { v4 } from 'uuid';
import { Client, User } from '../support/client.js';
import { nissmart } from '../support/process.js';
import { PASSWORD, type Dashboard, type Saver } from './support.js';

/** Somebody of operations; they own no wallet. */
export async function staff(dashboard: Dashboard, role: 'analyst' | 'operator'): Promise<Saver> {
  const email = `${v4()}@example.com`;
  const args = [
    'user',
    'create',
    '--email',
    email,
    '--name',
    `The ${role}`,
    '--role',
    role,
    '--password-stdin',
  ];
  const { code } = await nissmart(args, {
    env: { DATABASE_URL: dashboard.databaseUrl },
    input: `${PASSWORD}\n`,
  });
  expect(code).toBe(0);
  const answer = await new Client(dashboard).post('/api/auth/login', { email, password: PASSWORD });
  return {
    user: new User(dashboard, answer.text('user.id'), email, answer.text('token')),
    email,
    walletId: '',
  };
}

/** From here on withdrawals of more than the amount wait. */
export async function reviewAbove(operator: Saver, amount: string): Promise<void> {
  const answer = await operator.user.graphql(
    `mutation ($amount: Decimal) {
      setReviewRule(currency: KES, withdrawalsAbove: $amount, reason: "Large ones are looked at") { currency }
    }`,
    { amount },
  );
  expect(answer.text('data.setReviewRule.currency')).toBe('KES');
}

/** The status of every transaction of the saver's wallet by its amount, as the server has it. */
export async function statusesOf({ user, walletId }: Saver): Promise<Record<string, string>> {
  const answer = await user.get(`/api/wallets/${walletId}/transactions?first=100`);
  return Object.fromEntries(
    answer
      .list('data')
      .map((_each, index) => [
        answer.text(`data.${index}.amount.amount`),
        answer.text(`data.${index}.status`),
      ]),
  );
}

/** Reads a figure of the saver's wallet, such as `available`. */
export async function balanceOf({ user, walletId }: Saver, figure: string): Promise<string> {
  return (await user.get(`/api/wallets/${walletId}`)).text(`balance.${figure}.amount`);
}
