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
/** A mail that nobody took for so long has become pointless. */
const GIVE_UP_MS = 24 * 60 * 60_000;

export interface OutboxOptions {
  readonly mailer: Mailer;
  /** Where the dashboard is, without a slash at the end: known once the server listens. */
  readonly publicUrl: () => string;
  /** A mail could not be sent this time, or never will be. */
  readonly onFailure: (error: unknown, last: boolean) => void;
}

/**
 * Sends the mails that units of work have left, after their commit and behind the requests' backs, and each at least once: a
 * mail is removed after somebody took it. The token of a link is made here, at the last moment, so that it is never stored.
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
    // What goes wrong here is told by `onFailure`, or tried again when the outbox is next looked at.
    void this.send().catch((error: unknown) => this.options.onFailure(error, false));
  }

  /** Sends what is due. */
  async send(): Promise<void> {
    this.#asked += 1;
    this.#sending ??= this.#sendAll();
    await this.#sending;
  }

  /** Sends nothing more, once what is being sent is on its way. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#sending?.catch(() => undefined);
  }

  async #sendAll(): Promise<void> {
    try {
      // Somebody may ask while it is found that nothing is left.
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
   * Takes a mail that is due, so that nobody else sends it for a while: whoever dies with it in hand leaves it to the next.
   *
   * @returns Nothing when there is none, or nothing to say.
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

  /** @returns Nothing when there is nobody to write to, or no longer a reason to. */
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

  /** Whether somebody has the email is found out here, where nobody waits for an answer. */
  async #writeRegistration(
    em: EntityManager,
    { id, kind, address }: OutgoingMail,
  ): Promise<Letter | undefined> {
    const registration = await em.findOne(PendingRegistration, { id });
    if (!registration) return undefined;
    const owner = await em.findOne(User, { emailKey: registration.emailKey });
    if (owner) return owner.status === 'ACTIVE' ? registeredLetter(address) : undefined;
    // One that is sent again has another token; the one before was perhaps never delivered.
    const token = newToken(LINK_PREFIX);
    registration.tokenHash = hashToken(token);
    return letterOf(kind, address, `${this.options.publicUrl()}/open-account#token=${token}`);
  }

  /** In the fragment, which browsers send to nobody. */
  #link(em: EntityManager, purpose: LinkPurpose, { id: userId }: User, email: string, now: Date): string {
    const page = purpose === 'RESET_PASSWORD' ? 'reset-password' : 'verify-email';
    const token = issueEmailToken(em, { purpose, userId, email }, now);
    return `${this.options.publicUrl()}/${page}#token=${token}`;
  }
}
