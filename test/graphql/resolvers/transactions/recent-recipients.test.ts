import { expect, test } from '@jest/globals';
import { useApi, type User } from '../../../support/api.js';

const api = useApi();

test('recentRecipients names each person once, the last one first, with a wallet that money can reach', async () => {
  const [amina, ben, carol] = [await api.customer(), await api.customer(), await api.customer()];
  const from = await amina.wallet({ balance: '100' });
  const own = await amina.wallet({ name: 'Rent' });
  const [closed, open] = [await ben.wallet(), await ben.wallet({ name: 'Second' })];
  const carols = await carol.wallet();
  await amina.transfer(from, closed, '1');
  await amina.transfer(from, carols, '2');
  await amina.transfer(from, open, '3');
  await amina.transfer(from, closed, '4');
  await amina.transfer(from, own, '5');

  expect(await recipientsOf(amina)).toEqual([closed, carols]);

  await ben.transfer(closed, open, '5');
  await ben.graphql('mutation ($id: ID!) { closeWallet(id: $id) { wallet { status } } }', { id: closed });
  expect(await recipientsOf(amina)).toEqual([open, carols]);
});

async function recipientsOf(user: User): Promise<string[]> {
  const answer = await user.graphql('{ recentRecipients(currency: KES) { name walletId } }');
  return answer
    .list('data.recentRecipients')
    .map((_each, index) => answer.text(`data.recentRecipients.${index}.walletId`));
}
