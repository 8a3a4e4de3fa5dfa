import { askLedgers } from './ledgers.js';
import {
  auditQuestions,
  batchListQuestions,
  batchQuestions,
  declineCountQuestions,
  declineQuestions,
  reusedKeyQuestions,
} from './questions/operations.js';
import { tokenQuestions } from './questions/people.js';
import { visibilityQuestions } from './questions/visibility.js';

askLedgers({
  declines: [declineQuestions, 20],
  'counts of declines': [declineCountQuestions, 40],
  'keys that came again': [reusedKeyQuestions, 20],
  'events of the audit log': [auditQuestions, 25],
  'lists of batches': [batchListQuestions, 25],
  'batches of transfers': [batchQuestions, 25],
  'API tokens': [tokenQuestions, 20],
  'things that are seen, and those that are not,': [visibilityQuestions, 40],
});
