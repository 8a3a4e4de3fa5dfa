import { UniqueConstraintViolationException, type EntityManager } from '@mikro-orm/core';
import { signedOut } from '../../ledger/posting/barred-users.js';
import type { AccountChanges } from '../mails/account-changes.js';
import { findActiveUser } from '../model/active-users.js';
import { AccessError, SENTENCES } from '../model/errors.js';
import type { Origin } from '../model/origin.js';
import { parseName } from '../passwords/registration.js';
import type { Sessions, SignedIn } from '../sessions/sessions.js';
import { User } from '../model/user.js';
import { notFound, type Viewer } from '../model/viewer.js';
import { optionsToMake, optionsToSign, verifiedNew } from './ceremonies.js';
import type { ChallengeThrottle } from './challenge-throttle.js';
import { afterRemoval, enrolled } from './enrolment.js';
import type { Ceremony, PasskeyAnswers } from './passkey-answers.js';
import { Passkey } from '../model/passkey.js';
import { assertNamed, type RelyingParty } from './relying-party.js';
import { parseMade, parseSigned, type MadeCredential } from './responses.js';

/** Maximum number of passkeys of a user: keeps the list short enough to be looked through. */
const PASSKEYS_MAX = 20;

type Unsigned = Parameters<typeof parseSigned>[0];

/** Registers passkeys and signs in with them: WebAuthn, see `docs/adr/0017-second-factors.md`. */
export class Passkeys {
  constructor(
    private readonly reader: EntityManager,
    private readonly answers: PasskeyAnswers,
    private readonly changes: AccountChanges,
    private readonly sessions: Sessions,
    private readonly throttle: ChallengeThrottle,
    private readonly relyingParty: () => RelyingParty | undefined,
  ) {}

  /** The origin on which passkeys work; null where they work nowhere. */
  get origin(): string | null {
    return this.relyingParty()?.origin ?? null;
  }

  /** Starts a sign-in by any passkey. @throws AccessError FEATURE_OFF, RATE_LIMITED */
  async startSignIn({ address }: Origin): Promise<Ceremony> {
    const party = assertNamed(this.relyingParty());
    await this.throttle.asking(address);
    return this.answers.begin({ purpose: 'SIGN_IN', sessionId: null }, async (challenge) =>
      optionsToSign(party, challenge),
    );
  }

  /**
   * Signs in with a passkey, which is both factors: the device, and what unlocks it.
   *
   * @throws AccessError UNAUTHENTICATED, BAD_USER_INPUT, FORBIDDEN (suspended), FEATURE_OFF
   */
  async signIn(input: Unsigned, origin: Origin): Promise<SignedIn> {
    const party = assertNamed(this.relyingParty());
    const signed = parseSigned(input);
    const passkey = await this.answers.verified(party, { purpose: 'SIGN_IN', sessionId: null }, signed);
    const user = passkey && (await this.reader.fork().findOne(User, { id: passkey.userId }));
    if (!user) throw new AccessError('UNAUTHENTICATED', SENTENCES.wrongPasskey);
    return this.sessions.open(
      user,
      origin,
      'PASSKEY',
      async () => Promise.resolve(undefined),
      async (em) => {
        if (!(await this.answers.use(em, passkey)))
          throw new AccessError('UNAUTHENTICATED', SENTENCES.wrongPasskey);
        return 'PASSKEY';
      },
    );
  }

  /** @throws AccessError FEATURE_OFF, BAD_USER_INPUT when there are too many. LedgerError UNAUTHENTICATED */
  async startRegistration({ userId, credential }: Viewer): Promise<Ceremony> {
    const party = assertNamed(this.relyingParty());
    const em = this.reader.fork();
    const user = await findActiveUser(em, userId);
    if (!user) throw signedOut();
    const present = await em.find(Passkey, { userId });
    assertRoom(present.length);
    return this.answers.begin({ purpose: 'REGISTER', sessionId: credential.id }, async (challenge) =>
      optionsToMake(party, user, present, challenge),
    );
  }

  /**
   * Stores the public half of a key that was just made, and marks the session as having proved it.
   *
   * @returns Recovery codes too, unless there are some already.
   * @throws AccessError BAD_USER_INPUT, FEATURE_OFF
   */
  async add(
    viewer: Viewer,
    input: MadeCredential & { readonly name: string },
  ): Promise<{ passkey: Passkey; recoveryCodes: string[] | null }> {
    const party = assertNamed(this.relyingParty());
    const name = parseName('name', input.name);
    const made = parseMade(input);
    const challenge = await this.answers.take({ purpose: 'REGISTER', sessionId: viewer.credential.id }, made);
    const found = challenge === undefined ? undefined : await verifiedNew(party, challenge, made);
    if (!found) throw refused();
    try {
      return await this.changes.run(viewer, async (change) => {
        const { em, user, now, note, tell } = change;
        assertRoom(await em.count(Passkey, { userId: user.id }));
        const passkey = em.create(Passkey, {
          ...{ ...found, id: this.changes.ids.next(now), userId: user.id, name },
          ...{ transports: made.transports ?? [], createdAt: now, lastUsedAt: null },
        });
        em.persist(passkey);
        await em.flush();
        note({ action: 'PASSKEY_ADDED', details: { passkeyId: passkey.id }, personal: { name } });
        tell('PASSKEY_ADDED');
        return { passkey, recoveryCodes: await enrolled(change, 'PASSKEY') };
      });
    } catch (error) {
      if (error instanceof UniqueConstraintViolationException) throw refused();
      throw error;
    }
  }

  /** @throws AccessError BAD_USER_INPUT. LedgerError NOT_FOUND, also for somebody else's */
  async rename(viewer: Viewer, id: string, text: string): Promise<Passkey> {
    const name = parseName('name', text);
    return this.changes.run(viewer, async ({ em, user, note }) => {
      const passkey = await ownPasskey(em, id, user);
      const before = passkey.name;
      passkey.name = name;
      if (before !== name)
        note({
          action: 'PASSKEY_RENAMED',
          details: { passkeyId: passkey.id },
          personal: { before, after: name },
        });
      return passkey;
    });
  }

  /** @throws LedgerError NOT_FOUND, also for somebody else's */
  async remove(viewer: Viewer, id: string): Promise<void> {
    await this.changes.run(viewer, async ({ em, user, note, tell }) => {
      const passkey = await ownPasskey(em, id, user);
      em.remove(passkey);
      await afterRemoval(em, user.id);
      note({
        action: 'PASSKEY_REMOVED',
        details: { passkeyId: passkey.id },
        personal: { name: passkey.name },
      });
      tell('PASSKEY_REMOVED');
    });
  }

  /** Starts a confirmation of the signed-in user. @throws AccessError FEATURE_OFF, INVALID_STATE */
  async startConfirmation({ userId, credential }: Viewer): Promise<Ceremony> {
    const party = assertNamed(this.relyingParty());
    const own = await this.reader.fork().find(Passkey, { userId });
    if (own.length === 0) throw new AccessError('INVALID_STATE', 'You have no passkey');
    return this.answers.begin({ purpose: 'CONFIRM', sessionId: credential.id }, async (challenge) =>
      optionsToSign(party, challenge, own),
    );
  }

  /** Confirms the session, so that it may do dangerous things for a while. @throws AccessError BAD_USER_INPUT, FEATURE_OFF */
  async confirm(viewer: Viewer, input: Unsigned): Promise<void> {
    const party = assertNamed(this.relyingParty());
    const signed = parseSigned(input);
    const kind = { purpose: 'CONFIRM', sessionId: viewer.credential.id } as const;
    const passkey = await this.answers.verified(party, kind, signed, viewer.userId);
    if (!passkey) throw refused();
    await this.changes.run(viewer, async ({ em, session, now }) => {
      if (!(await this.answers.use(em, passkey))) throw refused();
      session.confirmedAt = now;
      session.secondFactor = 'PASSKEY';
    });
  }
}

async function ownPasskey(em: EntityManager, id: string, { id: userId }: User): Promise<Passkey> {
  const passkey = await em.findOne(Passkey, { id: id.toLowerCase(), userId });
  if (!passkey) throw notFound('passkey', 'id');
  return passkey;
}

/** @throws AccessError BAD_USER_INPUT */
function assertRoom(present: number): void {
  if (present < PASSKEYS_MAX) return;
  const message = `One user has at most ${String(PASSKEYS_MAX)} passkeys; remove one first`;
  throw new AccessError('BAD_USER_INPUT', message, { passkeysMax: PASSKEYS_MAX });
}

/** Gives no reason: an honest user can do nothing about any of them. */
function refused(): AccessError {
  return new AccessError('BAD_USER_INPUT', `${SENTENCES.wrongPasskey}; try again`);
}
