import { Answer } from '../support/answer.js';
import type { User } from '../support/api.js';

const GOAL = { target: '100.00', date: '2099-01-01', colour: 'TEAL', emoji: 'SCHOOL', lockWaitHours: 48 };

async function locked(saver: User): Promise<string> {
  const own = await saver.wallet({ balance: '10.00' });
  await saver.post(`/api/wallets/${own}/goal`, GOAL);
  return own;
}

/** Requests by which savers look after their wallets, and which succeed. */
export function goalRequests(saver: () => User): Readonly<Record<string, () => Promise<Answer>>> {
  return {
    createWallet: async () => saver().post('/api/wallets', { name: 'Rent', currency: 'USD' }),
    closeWallet: async () => saver().post(`/api/wallets/${await saver().wallet()}/close`, {}),
    setGoal: async () => saver().post(`/api/wallets/${await saver().wallet()}/goal`, GOAL),
    removeGoal: async () => {
      const own = await saver().wallet();
      await saver().post(`/api/wallets/${own}/goal`, { target: '100.00' });
      return Answer.of(await saver().fetch(`/api/wallets/${own}/goal`, { method: 'DELETE' }));
    },
    breakLock: async () => saver().post(`/api/wallets/${await locked(saver())}/lock/break`, {}),
    keepLock: async () => saver().post(`/api/wallets/${await locked(saver())}/lock/keep`, {}),
    renameWallet: async () => saver().post(`/api/wallets/${await saver().wallet()}/name`, { name: 'Rent' }),
    orderWallets: async () => saver().post('/api/wallets/order', { walletIds: [await saver().wallet()] }),
  };
}
