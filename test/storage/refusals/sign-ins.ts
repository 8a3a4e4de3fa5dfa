import { DIGEST } from '../sample-rows.js';
import { inserting, type Refusal } from './cases.js';

export const SIGN_IN_REFUSALS: readonly Refusal[] = [
  inserting('sign_in_failures', { counted_by: 'f' }, 'CHECK constraint failed: length(counted_by) = 64'),
  inserting('known_origins', { origin: 'f' }, 'CHECK constraint failed: length(origin) = 64'),
  inserting('known_origins', { account: 'f' }, 'CHECK constraint failed: length(account) = 64'),
  inserting('known_origins', { kind: 'MOON' }, "CHECK constraint failed: kind in ('DEVICE', 'ADDRESS')"),
  inserting(
    'sign_in_failures',
    { counted_by: DIGEST },
    'UNIQUE constraint failed: sign_in_failures.counted_by',
  ),
  inserting(
    'known_origins',
    { origin: DIGEST },
    'UNIQUE constraint failed: known_origins.origin, known_origins.account',
  ),
];
