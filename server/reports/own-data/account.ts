import { selectRows } from '../../ledger/database/sql.js';
import { externalIdentities } from './external-identities.js';
import { listSection, SLICE_ROWS, timeOf, type Instant, type Section } from './section.js';

interface ProfileRow {
  readonly id: string;
  readonly email: string;
  readonly display_name: string;
  readonly role: string;
  readonly status: string;
  readonly created_at: Instant;
  readonly email_verified_at: Instant | null;
}

// prettier-ignore
const profile = listSection<ProfileRow>(
  {
    name: 'profile', single: true, description: 'Your account. Of your password only a hash is stored, which is not in here.',
    columns: [
      { name: 'id', kind: 'id', read: (row) => row.id },
      { name: 'email', kind: 'text', read: (row) => row.email },
      { name: 'displayName', kind: 'text', read: (row) => row.display_name },
      { name: 'role', kind: 'word', read: (row) => row.role },
      { name: 'status', kind: 'word', read: (row) => row.status },
      { name: 'createdAt', kind: 'instant', read: (row) => timeOf(row.created_at) },
      { name: 'emailVerifiedAt', kind: 'instant', nullable: true, read: (row) => timeOf(row.email_verified_at) },
    ],
  },
  async (em, { userId }) =>
    selectRows(em, 'select id, email, display_name, role, status, created_at, email_verified_at from users where id = ?', [userId]),
);

interface SessionRow {
  readonly id: string;
  readonly created_at: Instant;
  readonly expires_at: Instant;
  readonly last_used_at: Instant | null;
  readonly confirmed_at: Instant | null;
  readonly revoked_at: Instant | null;
  readonly user_agent: string | null;
  readonly address: string | null;
}

// prettier-ignore
const sessions = listSection<SessionRow>(
  {
    name: 'sessions', description: 'Where you are signed in, or were until lately.',
    columns: [
      { name: 'id', kind: 'id', read: (row) => row.id },
      { name: 'createdAt', kind: 'instant', read: (row) => timeOf(row.created_at) },
      { name: 'expiresAt', kind: 'instant', read: (row) => timeOf(row.expires_at) },
      { name: 'lastUsedAt', kind: 'instant', nullable: true, read: (row) => timeOf(row.last_used_at) },
      { name: 'confirmedAt', kind: 'instant', nullable: true, description: 'When you last entered your password in it.', read: (row) => timeOf(row.confirmed_at) },
      { name: 'endedAt', kind: 'instant', nullable: true, read: (row) => timeOf(row.revoked_at) },
      { name: 'userAgent', kind: 'text', nullable: true, description: 'What signed in, as it said of itself.', read: (row) => row.user_agent },
      { name: 'address', kind: 'text', nullable: true, description: 'Where it signed in from.', read: (row) => row.address },
    ],
  },
  async (em, { userId }, behind) =>
    selectRows(
      em,
      `select id, created_at, expires_at, last_used_at, confirmed_at, revoked_at, user_agent, address from sessions
       where user_id = ? and id > ? order by id limit ?`,
      [userId, behind?.id ?? '', SLICE_ROWS],
    ),
);

interface OriginRow {
  readonly origin: string;
  readonly kind: string;
  readonly last_at: Instant;
}

// prettier-ignore
const knownDevices = listSection<OriginRow>(
  {
    name: 'knownDevices',
    description: 'Devices and addresses that you have signed in from. They are kept as hashes, so that there is nothing to show of each.',
    columns: [
      { name: 'kind', kind: 'word', description: 'DEVICE or ADDRESS.', read: (row) => row.kind },
      { name: 'lastSignInAt', kind: 'instant', read: (row) => timeOf(row.last_at) },
    ],
  },
  async (em, { account }, behind) =>
    selectRows(
      em,
      'select origin, kind, last_at from known_origins where account = ? and origin > ? order by origin limit ?',
      [account, behind?.origin ?? '', SLICE_ROWS],
    ),
);

interface TokenRow {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly access: string;
  readonly ending: string;
  readonly created_at: Instant;
  readonly expires_at: Instant;
  readonly last_used_at: Instant | null;
  readonly revoked_at: Instant | null;
}

// prettier-ignore
const apiTokens = listSection<TokenRow>(
  {
    name: 'apiTokens', description: 'What you have given to programs. The tokens themselves are not stored.',
    columns: [
      { name: 'id', kind: 'id', read: (row) => row.id },
      { name: 'name', kind: 'text', read: (row) => row.name },
      { name: 'role', kind: 'word', read: (row) => row.role },
      { name: 'access', kind: 'word', read: (row) => row.access },
      { name: 'ending', kind: 'text', description: 'The last four characters of the token.', read: (row) => row.ending },
      { name: 'createdAt', kind: 'instant', read: (row) => timeOf(row.created_at) },
      { name: 'expiresAt', kind: 'instant', read: (row) => timeOf(row.expires_at) },
      { name: 'lastUsedAt', kind: 'instant', nullable: true, read: (row) => timeOf(row.last_used_at) },
      { name: 'revokedAt', kind: 'instant', nullable: true, read: (row) => timeOf(row.revoked_at) },
    ],
  },
  async (em, { userId }, behind) =>
    selectRows(
      em,
      `select id, name, role, access, ending, created_at, expires_at, last_used_at, revoked_at from api_tokens
       where user_id = ? and id > ? order by id limit ?`,
      [userId, behind?.id ?? '', SLICE_ROWS],
    ),
);

interface MailRow {
  readonly id: string;
  readonly kind: string;
  readonly address: string;
  readonly created_at: Instant;
  readonly attempts: number;
  readonly next_attempt_at: Instant;
}

// prettier-ignore
const pendingMails = listSection<MailRow>(
  {
    name: 'pendingMails', description: 'Mails to you that are still to be sent. What was sent is not kept.',
    columns: [
      { name: 'id', kind: 'id', read: (row) => row.id },
      { name: 'kind', kind: 'word', read: (row) => row.kind },
      { name: 'address', kind: 'text', read: (row) => row.address },
      { name: 'createdAt', kind: 'instant', read: (row) => timeOf(row.created_at) },
      { name: 'attempts', kind: 'integer', read: (row) => row.attempts },
      { name: 'nextAttemptAt', kind: 'instant', read: (row) => timeOf(row.next_attempt_at) },
    ],
  },
  // A password reset names an address and no user.
  async (em, { userId, emailKey }, behind) =>
    selectRows(
      em,
      `select id, kind, address, created_at, attempts, next_attempt_at from outgoing_mails
       where (user_id = ? or (user_id is null and address = ?)) and id > ? order by id limit ?`,
      [userId, emailKey, behind?.id ?? '', SLICE_ROWS],
    ),
);

interface LinkRow {
  readonly token_hash: string;
  readonly purpose: string;
  readonly email: string;
  readonly created_at: Instant;
  readonly expires_at: Instant;
}

// prettier-ignore
const mailedLinks = listSection<LinkRow>(
  {
    name: 'mailedLinks', description: 'Links that were sent to you and still work, without what makes them work.',
    columns: [
      { name: 'purpose', kind: 'word', read: (row) => row.purpose },
      { name: 'email', kind: 'text', read: (row) => row.email },
      { name: 'createdAt', kind: 'instant', read: (row) => timeOf(row.created_at) },
      { name: 'expiresAt', kind: 'instant', read: (row) => timeOf(row.expires_at) },
    ],
  },
  async (em, { userId }, behind) =>
    selectRows(
      em,
      `select token_hash, purpose, email, created_at, expires_at from email_tokens
       where user_id = ? and token_hash > ? order by token_hash limit ?`,
      [userId, behind?.token_hash ?? '', SLICE_ROWS],
    ),
);

interface RegistrationRow extends Pick<LinkRow, 'email' | 'created_at' | 'expires_at'> {
  readonly id: string;
}

// prettier-ignore
const pendingRegistrations = listSection<RegistrationRow>(
  {
    name: 'pendingRegistrations', description: 'Registrations with your email that nobody has confirmed, until they are forgotten. Whoever wrote them need not be you, so there is no more of them.',
    columns: [
      { name: 'id', kind: 'id', read: (row) => row.id },
      { name: 'email', kind: 'text', read: (row) => row.email },
      { name: 'createdAt', kind: 'instant', read: (row) => timeOf(row.created_at) },
      { name: 'expiresAt', kind: 'instant', read: (row) => timeOf(row.expires_at) },
    ],
  },
  async (em, { emailKey }, behind) =>
    selectRows(
      em,
      `select id, email, created_at, expires_at from pending_registrations
       where email_key = ? and id > ? order by id limit ?`,
      [emailKey, behind?.id ?? '', SLICE_ROWS],
    ),
);

/** Sections on the account itself and on its means of signing in. */
export const ACCOUNT_SECTIONS: readonly Section[] = [
  profile,
  sessions,
  knownDevices,
  apiTokens,
  pendingMails,
  mailedLinks,
  pendingRegistrations,
  externalIdentities,
];
