import { expect, test } from '@jest/globals';
import { useApi } from '../../../support/api.js';

const api = useApi();

test('An argument that is left out means the same as one that is null', async () => {
  const operator = await api.staff('OPERATOR');
  const walletId = await (await api.customer()).wallet();
  const ask = async (field: string) =>
    (await operator.graphql(`mutation ($id: ID!) { ${field} { id } }`, { id: walletId })).body;
  const rule = async (asked: string) =>
    (await operator.graphql(`mutation { setReviewRule(${asked}, reason: "Season") { currency } }`)).body;

  expect(await ask('freezeWallet(id: $id, reason: "Lost phone")')).toEqual({
    data: { freezeWallet: { id: walletId } },
  });
  expect(await ask('unfreezeWallet(id: $id)')).toEqual({ data: { unfreezeWallet: { id: walletId } } });
  expect(await ask('closeWallet(id: $id)')).toEqual({ data: { closeWallet: { id: walletId } } });
  expect(await rule('currency: KES, withdrawalsAbove: "100.00"')).toEqual({
    data: { setReviewRule: { currency: 'KES' } },
  });
  expect(await rule('currency: KES, withdrawalsAbove: ""')).toMatchObject({
    errors: [{ extensions: { code: 'INVALID_AMOUNT' } }],
  });
  expect(await rule('currency: KES')).toEqual({ data: { setReviewRule: { currency: null } } });
});
