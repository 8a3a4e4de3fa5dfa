import { DEMO_PASSWORD } from '../server/demo/sign-ins.js';

const SAVERS = ['amina@example.com', 'brian@example.com'];

/** Has a rule set and withdrawals wait for it, so that the review queue of a demo server has something to show. */
export async function askForReviews(baseURL: string): Promise<void> {
  const operator = await signIn(baseURL, 'ops@example.com');
  await post(baseURL, operator, '/api/settlement-terms/review-rules', {
    currency: 'KES',
    withdrawalsAbove: '20.00',
    reason: 'Look at larger withdrawals first',
  });
  for (const email of SAVERS) {
    const token = await signIn(baseURL, email);
    const headers = { authorization: `Bearer ${token}` };
    const answer = await fetch(`${baseURL}/api/wallets?currency=KES`, { headers });
    const { data } = (await answer.json()) as {
      data: { id: string; balance: { available: { amount: string } } }[];
    };
    const wallet = data.find(({ balance }) => Number(balance.available.amount) > 100);
    if (!wallet) continue;
    const asked = { walletId: wallet.id, currency: 'KES', description: 'School fees for the term' };
    for (const amount of ['45.00', '30.50']) {
      await post(baseURL, token, '/api/withdrawals', { ...asked, amount }, `screenshots-${amount}`);
    }
  }
}

async function signIn(baseURL: string, email: string): Promise<string> {
  const answer = await post(baseURL, undefined, '/api/auth/login', { email, password: DEMO_PASSWORD });
  return (answer as { token: string }).token;
}

async function post(
  baseURL: string,
  token: string | undefined,
  path: string,
  body: object,
  key?: string,
): Promise<unknown> {
  const answer = await fetch(baseURL + path, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(key !== undefined && { 'idempotency-key': key }),
    },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
}
