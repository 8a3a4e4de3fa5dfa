import { askLedgers } from './ledgers.js';
import { entryQuestions } from './questions/entries.js';
import {
  userCountQuestions,
  userQuestions,
  userWalletQuestions,
  walletQuestions,
  walletTotalQuestions,
} from './questions/people.js';
import { transactionQuestions, transactionTotalQuestions } from './questions/transactions.js';

askLedgers({
  transactions: [transactionQuestions, 70],
  'totals of transactions': [transactionTotalQuestions, 80],
  entries: [entryQuestions, 50],
  wallets: [walletQuestions, 30],
  'wallets of a user': [userWalletQuestions, 20],
  'totals of wallets': [walletTotalQuestions, 40],
  users: [userQuestions, 20],
  'counts of users': [userCountQuestions, 40],
});
