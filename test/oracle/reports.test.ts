import { askLedgers } from './ledgers.js';
import { statementQuestions } from './questions/entries.js';
import { historyQuestions, summaryQuestions } from './questions/reports.js';

askLedgers({
  'admin summaries': [summaryQuestions, 30],
  statements: [statementQuestions, 30],
  'balances of the past': [historyQuestions, 30],
});
