import { selectRows } from '../../ledger/database/sql.js';
import { listSection, SLICE_ROWS, timeOf, type Instant } from './section.js';

interface IdentityRow {
  readonly id: string;
  readonly issuer: string;
  readonly subject: string;
  readonly email: string | null;
  readonly linked_at: Instant;
  readonly last_used_at: Instant;
}

// prettier-ignore
export const externalIdentities = listSection<IdentityRow>(
  {
    name: 'externalIdentities', description: 'Who you are at the issuer that you sign in with, and what it says your email is.',
    columns: [
      { name: 'id', kind: 'id', read: (row) => row.id },
      { name: 'issuer', kind: 'text', read: (row) => row.issuer },
      { name: 'subject', kind: 'text', read: (row) => row.subject },
      { name: 'email', kind: 'text', read: (row) => row.email },
      { name: 'linkedAt', kind: 'instant', read: (row) => timeOf(row.linked_at) },
      { name: 'lastUsedAt', kind: 'instant', read: (row) => timeOf(row.last_used_at) },
    ],
  },
  async (em, { userId }, behind) =>
    selectRows(
      em,
      `select id, issuer, subject, email, linked_at, last_used_at from external_identities
       where user_id = ? and id > ? order by id limit ?`,
      [userId, behind?.id ?? '', SLICE_ROWS],
    ),
);
