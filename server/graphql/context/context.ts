import type { EntityManager } from '@mikro-orm/core';
import { requireViewer } from '../../identity/access/guard.js';
import type { AccessLog } from '../../identity/access/access-log.js';
import type { AccountLinks } from '../../identity/users/account-links.js';
import type { Accounts } from '../../identity/users/accounts.js';
import type { Closures } from '../../identity/users/closures.js';
import type { ApiTokens } from '../../identity/sessions/api-tokens.js';
import type { OneTimeCodes } from '../../identity/factors/one-time-codes.js';
import type { Passkeys } from '../../identity/factors/passkeys.js';
import type { Recipients } from '../../identity/users/recipients.js';
import type { Origin } from '../../identity/model/origin.js';
import type { OwnAccount } from '../../identity/users/own-account.js';
import type { OwnDataExports } from '../../identity/users/own-data.js';
import type { SignUps } from '../../identity/users/sign-ups.js';
import type { Sessions, SignedIn } from '../../identity/sessions/sessions.js';
import type { Suspensions } from '../../identity/users/suspensions.js';
import { readsEverybodys, sessionCredential, type Viewer } from '../../identity/model/viewer.js';
import type { WorkAllowance } from '../../identity/throttles/work-allowance.js';
import type { Caller } from '../../ledger/model/caller.js';
import type { Clock } from '../../ledger/model/clock.js';
import type { Ledger } from '../../ledger/ledger.js';
import type { OperationsActivities } from '../../live/operations-activity.js';
import type { WalletActivities } from '../../live/wallet-activity.js';
import type { WalletChanges } from '../../live/wallet-changes.js';
import type { KeyRing } from '../../ledger/proof/keys.js';
import type { RiskThresholds } from '../../ledger/posting/risk-thresholds.js';
import type { AdminReports } from '../../reports/summary/admin-summary.js';
import type { RiskAlerts } from '../../reports/risk/alerts.js';
import { RowBudget } from '../../ledger/queries/row-budget.js';
import type { FindOwners } from '../input/command.parse.js';
import { Loaders } from './loaders.js';
import type { RowReads } from './row-reads.js';
import type { DemoSignIns } from '../types/service.types.js';

/** Feeds behind the subscriptions. */
export interface Feeds {
  readonly walletActivities: WalletActivities;
  readonly walletChanges: WalletChanges;
  readonly operationsActivities: OperationsActivities;
}

/** Services that the API is built on; wired once. */
export interface Services {
  readonly ledger: Ledger;
  readonly accounts: Accounts;
  readonly accessLog: AccessLog;
  readonly sessions: Sessions;
  readonly signUps: SignUps;
  readonly ownAccount: OwnAccount;
  readonly ownData: OwnDataExports;
  readonly closures: Closures;
  readonly links: AccountLinks;
  readonly passkeys: Passkeys;
  readonly oneTimeCodes: OneTimeCodes;
  /** True where mail is sent. */
  readonly sendsMail: boolean;
  /** Name of the issuer that people may sign in with; null without one. */
  readonly signInWith: string | null;
  readonly suspensions: Suspensions;
  readonly recipients: Recipients;
  readonly apiTokens: ApiTokens;
  readonly reports: AdminReports;
  readonly riskThresholds: RiskThresholds;
  readonly riskAlerts: RiskAlerts;
  readonly work: WorkAllowance;
  readonly feeds: Feeds;
  readonly reader: EntityManager;
  /** For reads that may take long. */
  readonly longReads: EntityManager;
  readonly rows: RowReads;
  readonly clock: Clock;
  /** Keys that checkpoints are, and were, signed with. */
  readonly keys: KeyRing;
  /** Maximum time until new entries get a checkpoint, in seconds. */
  readonly checkpointSeconds: number;
  /** Only in demo mode. */
  readonly demo: DemoSignIns | null;
}

/** Transport of a request: its origin, and the effects that resolvers may have on its HTTP answer. */
export interface Transport extends Origin {
  readonly requestId: string;
  /** Aborted once the client has hung up: what has not begun by then need not be done. */
  readonly caller: Caller;
  setSession(token: string, expiresAt: Date): void;
  clearSession(): void;
  /** Stores the device's token in the browser, which sends it with later sign-ins. */
  setDevice(token: string, expiresAt: Date): void;
  /** Tells REST clients, whose answers have no field for it, that this is the outcome of an earlier request. */
  markReplayed(): void;
}

/** Stream that a subscription answers on. */
export interface Listener {
  /** Aborted when nobody listens any more. */
  readonly signal: AbortSignal;
  /** Id of the last event that the client had, when an EventSource reconnects. */
  readonly lastEventId: string | undefined;
  /** Id for the event yielded last; a client that reconnects sends it. */
  eventId: string | undefined;
}

/** Context of a request, passed to every resolver. */
export class Context {
  // Not a #private field: Apollo hands resolvers a copy of the context, and a copy has no private fields.
  private cachedLoaders: Loaders | undefined;
  /** Shared by the whole request, whatever it reads anew. */
  private readonly budget = new RowBudget();

  constructor(
    public viewer: Viewer | null,
    readonly services: Services,
    readonly transport: Transport,
    /** Only where answers are a stream. */
    readonly listener?: Listener,
  ) {}

  /** The viewer, where a rule guarantees that somebody is signed in. @throws AccessError UNAUTHENTICATED */
  get known(): Viewer {
    return requireViewer(this.viewer);
  }

  get loaders(): Loaders {
    const { reader, longReads, rows } = this.services;
    this.cachedLoaders ??= new Loaders(
      readsEverybodys(this.viewer) ? longReads : reader,
      rows,
      longReads,
      this.budget,
    );
    return this.cachedLoaders;
  }

  /** Finds recipients by email, with the limit that keeps payers from finding out who has an account. */
  readonly ownersFor =
    (viewer: Viewer): FindOwners =>
    async (sought) =>
      this.services.recipients.idsFor(viewer, sought);

  /** Gives the client a new session. The rest of the request, such as its wallets, runs as the new viewer. */
  open(session: SignedIn): SignedIn {
    this.transport.setSession(session.token, session.expiresAt);
    if (session.device) this.transport.setDevice(session.device.token, session.device.expiresAt);
    const { user, sessionId, confirmedAt, awaitsSecondFactor } = session;
    const credential = sessionCredential(sessionId, confirmedAt);
    this.viewer = { userId: user.id, credential, role: user.role, awaitsSecondFactor };
    this.forgetReads();
    return session;
  }

  /** Drops cached reads. Each mutation calls it once it has written, so that its answer shows the new state. */
  forgetReads(): void {
    this.cachedLoaders = undefined;
  }
}
