import { expect, test } from '@jest/globals';
import { useApi } from '../support/api.js';

const api = useApi();

test('When a search has letters with accents, then it finds them in any case, however they are written', async () => {
  const zoe = await api.customer('Zo\u00c9 \u00c9cole');
  const wallet = await zoe.wallet({ name: '\u00dcbersee' });
  await zoe.deposit(wallet, '3.00', { more: { description: 'CAF\u00c9' } });
  const analyst = await api.staff('ANALYST');
  const found = async (path: string, search: string) =>
    (await analyst.get(`/api/${path}?search=${encodeURIComponent(search)}`)).list('data').length;

  for (const search of ['Zo\u00c9', 'zo\u00e9', 'e\u0301cole', '\u00c9COLE']) {
    expect(await found('users', search)).toBe(1);
    expect(await found('transactions', search)).toBe(1);
    expect(await found('wallets', search)).toBe(1);
  }
  expect(await found('users', 'Zoe')).toBe(0);
  expect(await found('wallets', '\u00fcBERSEE')).toBe(1);
  expect(await found('transactions', 'caf\u00e9')).toBe(1);
  expect(await found('transactions', 'CAF\u00c9')).toBe(1);
});
