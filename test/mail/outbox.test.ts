import { describe, expect, test } from '@jest/globals';
import type { Letter } from '../../server/mail/letter.js';
import { Undeliverable, type Mailer } from '../../server/mail/mailer.js';
import { Outbox } from '../../server/mail/outbox.js';
import { openServices, type OpenServices } from '../../server/app/services.js';
import { SettableClock } from '../support/clock.js';
import { onCleanup } from '../support/ledger.js';
import { rawRows } from '../support/raw-sql.js';

const ORIGIN = { address: '192.0.2.1' };
const EMAIL = 'amina@example.com';
const PAUSE_MS = 15_000;
const publicUrl = () => 'https://savings.example.com';

interface Post {
  readonly services: OpenServices;
  readonly clock: SettableClock;
  readonly sent: Letter[];
  readonly failures: { error: unknown; last: boolean }[];
  /** Outcomes of the attempts, in order; beyond them, the mail is accepted. */
  readonly outcomes: (Error | Promise<never>)[];
}

/** Services whose mail goes to the test, with one account. */
async function post(): Promise<Post> {
  const clock = new SettableClock();
  const [sent, failures, outcomes]: [Letter[], Post['failures'], Post['outcomes']] = [[], [], []];
  const mailer: Mailer = {
    async send(letter) {
      const outcome = outcomes.shift();
      if (outcome instanceof Error) throw outcome;
      await outcome;
      sent.push(letter);
    },
  };
  const onFailure = (error: unknown, last: boolean) => void failures.push({ error, last });
  const outbox = { mailer, publicUrl, onFailure };
  const services = await openServices({ databaseUrl: 'sqlite::memory:', clock, outbox });
  onCleanup(async () => services.close());
  await services.accounts.create(
    { email: EMAIL, displayName: 'Amina', password: 'correct horse' },
    'CUSTOMER',
  );
  return { services, clock, sent, failures, outcomes };
}

async function waiting({ services }: Post): Promise<readonly { attempts: number }[]> {
  return rawRows(services, 'select attempts from outgoing_mails');
}

describe('A mail', () => {
  test('that nobody took is kept, and sent with a link that works once its pause is over', async () => {
    const t = await post();
    t.outcomes.push(new Error('no route to host'), new Error('no route to host'));
    await t.services.links.askForReset(EMAIL, ORIGIN);
    await t.services.outbox?.send();
    expect(t.failures).toEqual([{ error: new Error('no route to host'), last: false }]);
    expect(await waiting(t)).toEqual([{ attempts: 1 }]);

    t.clock.advance(PAUSE_MS - 1);
    await t.services.outbox?.send();
    expect(t.failures).toHaveLength(1);
    t.clock.advance(1);
    await t.services.outbox?.send();
    expect(t.failures).toHaveLength(2);
    // Each pause is twice as long as the one before.
    t.clock.advance(2 * PAUSE_MS);
    await t.services.outbox?.send();

    expect(t.sent).toHaveLength(1);
    expect(await waiting(t)).toEqual([]);
    const token = t.sent[0]?.link?.split('#token=')[1] ?? '';
    await t.services.links.resetPassword(token, 'an entirely new password', ORIGIN);
    const sql = `select action from audit_events where action = 'PASSWORD_RESET_ASKED'`;
    expect(await rawRows(t.services, sql)).toHaveLength(1);
  });

  test('that a server refuses for good is given up, and so is one that nobody took for a day', async () => {
    const t = await post();
    t.outcomes.push(new Undeliverable(new Error('no such mailbox')));
    await t.services.links.askForReset(EMAIL, ORIGIN);
    await t.services.outbox?.send();
    expect(t.failures.map(({ last }) => last)).toEqual([true]);
    expect(await waiting(t)).toEqual([]);

    t.outcomes.push(new Error('down'), new Error('down'));
    await t.services.links.askForReset(EMAIL, ORIGIN);
    await t.services.outbox?.send();
    expect(await waiting(t)).toHaveLength(1);
    t.clock.advance(24 * 60 * 60_000);
    await t.services.outbox?.send();
    expect(t.failures.map(({ last }) => last)).toEqual([true, false, true]);
    expect(await waiting(t)).toEqual([]);
    expect(t.sent).toEqual([]);
  });

  test('that somebody is sending is left to them, until they must be dead', async () => {
    const t = await post();
    const held = Promise.withResolvers<never>();
    t.outcomes.push(held.promise);
    await t.services.links.askForReset(EMAIL, ORIGIN);
    while ((await waiting(t))[0]?.attempts !== 1) await new Promise(setImmediate);

    const others: Letter[] = [];
    const mailer: Mailer = { send: async (letter) => Promise.resolve(void others.push(letter)) };
    const { units, storage } = t.services;
    const other = new Outbox(units, storage.reader, t.clock, {
      mailer,
      publicUrl,
      onFailure: () => undefined,
    });
    await other.send();
    expect(others).toEqual([]);
    t.clock.advance(PAUSE_MS);
    await other.send();
    expect(others).toHaveLength(1);
    held.reject(new Error('hung up'));
  });

  test('has its link in both of its forms, and nothing else that a reader’s program would fetch', async () => {
    const t = await post();
    await t.services.links.askForReset(EMAIL, ORIGIN);
    await t.services.outbox?.send();
    const [letter] = t.sent;
    const link = letter?.link ?? '';
    expect(link).toMatch(/^https:\/\/savings\.example\.com\/reset-password#token=nsl_[\w-]{43}$/);
    expect(letter?.text).toContain(link);
    expect(letter?.html).toContain(`<a href="${link}">Set a new password</a>`);
    expect(letter?.html).not.toMatch(/<img|<script|<link|src=/);
  });
});
