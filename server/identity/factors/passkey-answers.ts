import type { EntityManager } from '@mikro-orm/core';
import type { Clock } from '../../ledger/model/clock.js';
import type { UnitsOfWork } from '../../ledger/database/unit-of-work.js';
import { verifiedUse, type CeremonyOptions } from './ceremonies.js';
import { CHALLENGE_MS, issueChallenge, takeChallenge, type ChallengeKind } from './challenge.js';
import { Passkey } from '../model/passkey.js';
import type { RelyingParty } from './relying-party.js';
import { challengeIn, type SignedChallenge } from './responses.js';

/** The options for an authenticator, and the time until which its answer is taken. */
export interface Ceremony {
  readonly options: CeremonyOptions;
  readonly expiresAt: Date;
}

/** Sends passkeys challenges and verifies their answers. */
export class PasskeyAnswers {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly reader: EntityManager,
    private readonly clock: Clock,
  ) {}

  async begin(
    kind: ChallengeKind,
    optionsFor: (challenge: string) => Promise<CeremonyOptions>,
  ): Promise<Ceremony> {
    const now = this.clock.now();
    const challenge = await this.units.run(async (em) => issueChallenge(em, kind, now));
    return { options: await optionsFor(challenge), expiresAt: new Date(now.getTime() + CHALLENGE_MS) };
  }

  /**
   * Uses up the challenge of an answer, before anything else is looked at.
   *
   * @returns Undefined when there is none (any more).
   */
  async take(
    kind: ChallengeKind,
    { clientDataJSON }: Pick<SignedChallenge, 'clientDataJSON'>,
  ): Promise<string | undefined> {
    const challenge = challengeIn(clientDataJSON);
    if (challenge === undefined) return undefined;
    const now = this.clock.now();
    const taken = await this.units.run(async (em) => takeChallenge(em, challenge, kind, now));
    return taken ? challenge : undefined;
  }

  /**
   * @param ownerId The user whose passkey it must be; anybody's unless given.
   * @returns The passkey as its use has changed it; undefined when the answer proves nothing.
   */
  async verified(
    party: RelyingParty,
    kind: ChallengeKind,
    signed: SignedChallenge,
    ownerId?: string,
  ): Promise<Passkey | undefined> {
    const challenge = await this.take(kind, signed);
    if (challenge === undefined) return undefined;
    const passkey = await this.reader.fork().findOne(Passkey, { credentialId: signed.credentialId });
    if (!passkey || (ownerId !== undefined && passkey.userId !== ownerId)) return undefined;
    const used = await verifiedUse(party, challenge, passkey, signed);
    return used && Object.assign(passkey, used);
  }

  /** Stores a use. @returns False when the passkey was removed or used elsewhere since it was read. */
  async use(em: EntityManager, { id, counter, backedUp }: Passkey): Promise<boolean> {
    const stored = await em.findOne(Passkey, { id });
    if (!stored || (counter > 0 && counter <= stored.counter)) return false;
    Object.assign(stored, { counter, backedUp, lastUsedAt: this.clock.now() });
    return true;
  }
}
