/** A signed-in customer with money. */
export interface Customer {
  readonly token: string;
  readonly walletId: string;
}

/** Registers customers over REST and pays something into a wallet of each. */
export async function openCustomers(address: string, count: number): Promise<Customer[]> {
  return Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const { token } = await post<{ token: string }>(`${address}/api/auth/register`, {
        email: `customer-${String(index)}@example.com`,
        displayName: `Customer ${String(index)}`,
        password: crypto.randomUUID(),
      });
      const wallet = await post<{ id: string }>(
        `${address}/api/wallets`,
        { name: 'Savings', currency: 'KES' },
        token,
      );
      const deposit = { walletId: wallet.id, amount: '1000000.00', currency: 'KES' };
      await post(`${address}/api/deposits`, deposit, token);
      return { token, walletId: wallet.id };
    }),
  );
}

async function post<Answer>(url: string, body: object, token?: string): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'idempotency-key': crypto.randomUUID(),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${url} answered ${String(response.status)}: ${await response.text()}`);
  return (await response.json()) as Answer;
}
