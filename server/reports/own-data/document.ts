import type { EntityManager } from '@mikro-orm/core';
import { selectRows } from '../../ledger/database/sql.js';
import type { Cell } from '../exports/export.js';
import { ACCOUNT_SECTIONS } from './account.js';
import { passkeys } from './passkeys.js';
import { ACT_SECTIONS } from './acts.js';
import { MONEY_SECTIONS } from './money.js';
import type { OwnWallet, Section, Subject } from './section.js';

/** Name of the format, in the document itself. An incompatible version gets another name. */
export const OWN_DATA_FORMAT = 'nissmart-own-data-1';

/** The parts of the document, in their order. */
export const OWN_DATA_SECTIONS: readonly Section[] = [
  ...ACCOUNT_SECTIONS,
  passkeys,
  ...MONEY_SECTIONS,
  ...ACT_SECTIONS,
];

/**
 * Writes all data that the ledger has on a person as one JSON document. It is streamed, and a document that was cut off
 * is not valid JSON, so that nobody takes it for complete.
 *
 * @param em Reads for this export alone. Between two slices the connection is free, and so is the event loop.
 */
export async function* writeOwnData(
  em: EntityManager,
  { userId, emailKey, account }: Omit<Subject, 'wallets'>,
  at: Date,
): AsyncGenerator<string> {
  const wallets = await selectRows<OwnWallet>(
    em.fork(),
    `select id, name, currency, status, posted, held, incoming, sequence, created_at,
       goal_target, goal_date, goal_colour, goal_emoji, goal_began_at, goal_reached_at, locked_until, lock_wait_hours, lock_opens_at
     from wallets
     where owner_id = ? order by id`,
    [userId],
  );
  const subject = { userId, emailKey, account, wallets };
  yield `{\n  "format": "${OWN_DATA_FORMAT}",\n  "exportedAt": "${at.toISOString()}"`;
  for (const section of OWN_DATA_SECTIONS) {
    yield `,\n  "${section.name}": `;
    yield* section.single ? objectOf(section, em, subject) : listOf(section, em, subject);
  }
  yield '\n}\n';
}

async function* objectOf(section: Section, em: EntityManager, subject: Subject): AsyncGenerator<string> {
  for await (const [row] of section.slices(em, subject)) yield row ? written(section, row) : 'null';
}

async function* listOf(section: Section, em: EntityManager, subject: Subject): AsyncGenerator<string> {
  let before = '[';
  for await (const rows of section.slices(em, subject)) {
    if (rows.length === 0) continue;
    yield before + rows.map((row) => `\n    ${written(section, row)}`).join(',');
    before = ',';
  }
  yield before === '[' ? '[]' : '\n  ]';
}

function written({ columns }: Section, row: readonly Cell[]): string {
  return JSON.stringify(Object.fromEntries(columns.map(({ name }, index) => [name, row[index] ?? null])));
}
