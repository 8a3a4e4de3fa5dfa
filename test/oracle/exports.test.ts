import { askLedgers } from './ledgers.js';
import { commandLineQuestions, exportQuestions, statementFileQuestions } from './questions/exports.js';
import { ownDataQuestions } from './questions/own-data.js';

askLedgers({
  'exports over REST': [exportQuestions, 50],
  'exports by the command line': [commandLineQuestions, 12],
  'files of statements': [statementFileQuestions, 20],
  'exports of one’s own data': [ownDataQuestions, 24],
});
