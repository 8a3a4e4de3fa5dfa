import { selectRows } from '../../ledger/database/sql.js';
import { listSection, SLICE_ROWS, timeOf, type Instant } from './section.js';

interface PasskeyRow {
  readonly id: string;
  readonly name: string;
  readonly created_at: Instant;
  readonly last_used_at: Instant | null;
}

/** Section on the passkeys of the account. The private keys are on the devices alone. */
// prettier-ignore
export const passkeys = listSection<PasskeyRow>(
  {
    name: 'passkeys', description: 'Your passkeys. The keys themselves are on your devices.',
    columns: [
      { name: 'id', kind: 'id', read: (row) => row.id },
      { name: 'name', kind: 'text', read: (row) => row.name },
      { name: 'createdAt', kind: 'instant', read: (row) => timeOf(row.created_at) },
      { name: 'lastUsedAt', kind: 'instant', nullable: true, read: (row) => timeOf(row.last_used_at) },
    ],
  },
  async (em, { userId }, behind) =>
    selectRows(
      em,
      'select id, name, created_at, last_used_at from passkeys where user_id = ? and id > ? order by id limit ?',
      [userId, behind?.id ?? '', SLICE_ROWS],
    ),
);
