import { csvLine } from '../../../shared/files/csv';
import { BATCH_COLUMNS, EXAMPLE_RECIPIENT } from './batch';

/** Returns the lines of a file to fill in: the names of the columns, and an example that is refused until it is written over. */
export function templateLines(): string[] {
  return [csvLine(BATCH_COLUMNS), csvLine([EXAMPLE_RECIPIENT, '1500.00', '', 'Salary for May', 'EMP-0042'])];
}
