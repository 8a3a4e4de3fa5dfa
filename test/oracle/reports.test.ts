import { askLedgers } from './ledgers.js';
import { statementQuestions } from './questions/entries.js';
import { historyQuestions, riskQuestions, summaryQuestions } from './questions/reports.js';

askLedgers({
  'admin summaries': [summaryQuestions, 30],
  'figures of risk': [riskQuestions, 25],
  statements: [statementQuestions, 30],
  'balances of the past': [historyQuestions, 30],
});
