import type { EntityManager } from '@mikro-orm/core';
import { findActiveUser } from '../identity/model/active-users.js';
import { issueEmailToken, type LinkPurpose } from '../identity/mails/email-token.js';
import { OutgoingMail, type Mailbox } from '../identity/mails/outgoing-mail.js';
import { PendingRegistration } from '../identity/model/pending-registration.js';
import { hashToken, LINK_PREFIX, newToken } from '../identity/model/tokens.js';
import { User } from '../identity/model/user.js';
import { appendToAuditLog } from '../ledger/chain/audit-log.js';
import type { Clock } from '../ledger/model/clock.js';
import type { UnitsOfWork } from '../ledger/database/unit-of-work.js';
import { letterOf, registeredLetter, takenLetter, type Letter } from './letter.js';
import { Undeliverable, type Mailer } from './mailer.js';

const FIRST_PAUSE_MS = 15_000;
const PAUSE_MAX_MS = 15 * 60_000;
/** Age at which a mail that could not be sent is given up. */
const GIVE_UP_MS = 24 * 60 * 60_000;

export interface OutboxOptions {
  readonly mailer: Mailer;
  /** Returns the URL of the dashboard, without a slash at the end; known once the server listens. */
  readonly publicUrl: () => string;
  /** Called when a mail could not be sent; `last` is true when it will not be tried again. */
  readonly onFailure: (error: unknown, last: boolean) => void;
}

/**
 * Sends the mails that units of work have stored, after their commit and outside of requests. Each is sent at least
 * once: it is removed after a mailer accepted it. The token of a link is made at this moment, so that it is never
 * stored in clear.
 */
export class Outbox implements Mailbox {
  readonly open = true;
  #sending: Promise<void> | undefined;
  #asked = 0;
  #stopped = false;

  constructor(
    private readonly units: UnitsOfWork,
    private readonly reader: EntityManager,
    private readonly clock: Clock,
    private readonly options: OutboxOptions,
  ) {}

  wake(): void {
    // A failure is reported by `onFailure`; the mail is tried again with the next `send`.
    void this.send().catch((error: unknown) => this.options.onFailure(error, false));
  }

  /** Sends all mails that are due. */
  async send(): Promise<void> {
    this.#asked += 1;
    this.#sending ??= this.#sendAll();
    await this.#sending;
  }

  /** Stops sending, and waits for the mail that is being sent. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#sending?.catch(() => undefined);
  }

  async #sendAll(): Promise<void> {
    try {
      // `send` may be called again right after the last mail was sent.
      for (let answered = 0; answered !== this.#asked;) {
        answered = this.#asked;
        while (!this.#stopped && (await this.#hasDue())) await this.#sendNext();
      }
    } finally {
      this.#sending = undefined;
    }
  }

  async #hasDue(): Promise<boolean> {
    return (await this.reader.fork().count(OutgoingMail, this.#due())) > 0;
  }

  #due() {
    return { nextAttemptAt: { $lte: this.clock.now() } };
  }

  async #sendNext(): Promise<void> {
    const taken = await this.units.run(async (em) => this.#take(em));
    if (!taken) return;
    const { id, letter, last } = taken;
    try {
      await this.options.mailer.send(letter);
    } catch (error) {
      const never = last || error instanceof Undeliverable;
      this.options.onFailure(error, never);
      if (!never) return;
    }
    await this.units.run(async (em) => em.nativeDelete(OutgoingMail, { id }));
  }

  /**
   * Claims a mail that is due by moving its next attempt, so that no other process sends it for a while; if this
   * process dies, another one sends it then.
   *
   * @returns Undefined when no mail is due, or when the mail has lost its purpose.
   */
  async #take(em: EntityManager): Promise<{ id: string; letter: Letter; last: boolean } | undefined> {
    const mail = await em.findOne(OutgoingMail, this.#due(), { orderBy: { id: 'asc' } });
    if (!mail) return undefined;
    const now = this.clock.now();
    const letter = await this.#write(em, mail, now);
    if (!letter) {
      em.remove(mail);
      return undefined;
    }
    const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** mail.attempts, PAUSE_MAX_MS);
    mail.attempts += 1;
    mail.nextAttemptAt = new Date(now.getTime() + pauseMs);
    return { id: mail.id, letter, last: now.getTime() - mail.createdAt.getTime() >= GIVE_UP_MS };
  }

  /** @returns Undefined when the recipient is gone or the mail has lost its purpose. */
  async #write(em: EntityManager, mail: OutgoingMail, now: Date): Promise<Letter | undefined> {
    const { kind, address, userId } = mail;
    if (kind === 'PASSWORD_RESET') return this.#writeReset(em, mail, now);
    if (kind === 'REGISTRATION') return this.#writeRegistration(em, mail);
    const user = userId ? await findActiveUser(em, userId) : null;
    if (!user) return undefined;
    const to = address.toLowerCase();
    if (kind === 'EMAIL_VERIFICATION') {
      if (user.emailVerifiedAt || user.emailKey !== to) return undefined;
      return letterOf(kind, address, this.#link(em, 'VERIFY_EMAIL', user, address, now));
    }
    if (kind === 'EMAIL_CHANGE') {
      const owner = await em.findOne(User, { emailKey: to });
      if (owner && owner.id !== user.id) return takenLetter(address);
      return letterOf(kind, address, this.#link(em, 'CHANGE_EMAIL', user, address, now));
    }
    return letterOf(kind, address);
  }

  async #writeReset(
    em: EntityManager,
    { kind, address, attempts }: OutgoingMail,
    now: Date,
  ): Promise<Letter | undefined> {
    const user = await em.findOne(User, { emailKey: address, status: 'ACTIVE' });
    if (!user) return undefined;
    if (attempts === 0) {
      const act = { action: 'PASSWORD_RESET_ASKED', userId: user.id, actorId: null, reason: null } as const;
      await appendToAuditLog(em, [{ ...act, at: now }]);
    }
    return letterOf(kind, user.email, this.#link(em, 'RESET_PASSWORD', user, address, now));
  }

  /** Looks up here whether the email is taken, and not in the request, whose answer time could reveal it. */
  async #writeRegistration(
    em: EntityManager,
    { id, kind, address }: OutgoingMail,
  ): Promise<Letter | undefined> {
    const registration = await em.findOne(PendingRegistration, { id });
    if (!registration) return undefined;
    const owner = await em.findOne(User, { emailKey: registration.emailKey });
    if (owner) return owner.status === 'ACTIVE' ? registeredLetter(address) : undefined;
    // A mail that is sent again has a new token, because only the hash of the first one is stored.
    const token = newToken(LINK_PREFIX);
    registration.tokenHash = hashToken(token);
    return letterOf(kind, address, `${this.options.publicUrl()}/open-account#token=${token}`);
  }

  /** Builds a link with its token in the fragment, which browsers do not send to servers. */
  #link(em: EntityManager, purpose: LinkPurpose, { id: userId }: User, email: string, now: Date): string {
    const page = purpose === 'RESET_PASSWORD' ? 'reset-password' : 'verify-email';
    const token = issueEmailToken(em, { purpose, userId, email }, now);
    return `${this.options.publicUrl()}/${page}#token=${token}`;
  }
}
