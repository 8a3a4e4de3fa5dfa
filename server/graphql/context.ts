import type { EntityManager } from '@mikro-orm/core';
import type { AccountLinks } from '../identity/account-links.js';
import type { Accounts } from '../identity/accounts.js';
import type { ApiTokens } from '../identity/api-tokens.js';
import type { Origin } from '../identity/origin.js';
import type { OwnAccount } from '../identity/own-account.js';
import type { Sessions, SignedIn } from '../identity/sessions.js';
import type { Suspensions } from '../identity/suspensions.js';
import { sessionCredential, type Viewer } from '../identity/viewer.js';
import type { Clock } from '../ledger/clock.js';
import type { Ledger } from '../ledger/ledger.js';
import type { OperationsActivities } from '../live/operations-activity.js';
import type { WalletActivities } from '../live/wallet-activity.js';
import type { WalletChanges } from '../live/wallet-changes.js';
import type { KeyRing } from '../ledger/proof/keys.js';
import type { RiskThresholds } from '../ledger/risk-thresholds.js';
import type { AdminReports } from '../reports/admin-summary.js';
import type { RiskAlerts } from '../reports/risk/alerts.js';
import { Loaders } from './loaders.js';
import type { DemoSignIns } from './service.types.js';

/** What subscriptions follow. */
export interface Feeds {
  readonly walletActivities: WalletActivities;
  readonly walletChanges: WalletChanges;
  readonly operationsActivities: OperationsActivities;
}

/** What the API is made of; wired once. */
export interface Services {
  readonly ledger: Ledger;
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly ownAccount: OwnAccount;
  readonly links: AccountLinks;
  /** Whether mail is sent. */
  readonly sendsMail: boolean;
  readonly suspensions: Suspensions;
  readonly apiTokens: ApiTokens;
  readonly reports: AdminReports;
  readonly riskThresholds: RiskThresholds;
  readonly riskAlerts: RiskAlerts;
  readonly feeds: Feeds;
  readonly reader: EntityManager;
  readonly clock: Clock;
  /** What checkpoints are signed with, and were. */
  readonly keys: KeyRing;
  /** How long what is new waits for a checkpoint, at most. */
  readonly checkpointSeconds: number;
  /** Only in demo mode. */
  readonly demo: DemoSignIns | null;
}

/** How a request reaches us: what resolvers may know of it, and the one thing they may do to its answer. */
export interface Transport extends Origin {
  readonly requestId: string;
  setSession(token: string, expiresAt: Date): void;
  clearSession(): void;
  /** Tells REST clients, whose answers have no field for it, that this is the outcome of an earlier request. */
  markReplayed(): void;
}

/** What a subscription knows of the stream it answers on. */
export interface Listener {
  /** Aborted when nobody listens any more. */
  readonly signal: AbortSignal;
  /** The id of the event that the client had last, when it comes back by the means of EventSource. */
  readonly lastEventId: string | undefined;
  /** What the event that was yielded last is to have as its id: the client comes back with it. */
  eventId: string | undefined;
}

/** What every resolver gets. */
export class Context {
  // Not a #private field: Apollo hands resolvers a copy of the context, and a copy has no private fields.
  private cachedLoaders: Loaders | undefined;

  constructor(
    public viewer: Viewer | null,
    readonly services: Services,
    readonly transport: Transport,
    /** Only where answers are a stream. */
    readonly listener?: Listener,
  ) {}

  get loaders(): Loaders {
    this.cachedLoaders ??= new Loaders(this.services.reader.fork());
    return this.cachedLoaders;
  }

  /** Finds the user with an email, in any case; undefined when there is none. */
  readonly ownerIdOf = async (email: string): Promise<string | undefined> =>
    (await this.services.accounts.findByEmail(email))?.id;

  /** The rest of the request is asked by the user who has just signed in. */
  signIn({ user, sessionId, confirmedAt }: SignedIn): void {
    const credential = sessionCredential(sessionId, confirmedAt);
    this.viewer = { userId: user.id, credential, role: user.role };
    this.forgetReads();
  }

  /** Forgets what was read so far. Each mutation calls it once it has written, so that its answer shows the new state. */
  forgetReads(): void {
    this.cachedLoaders = undefined;
  }
}
