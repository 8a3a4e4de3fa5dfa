import type { EntityManager } from '@mikro-orm/core';
import type { Accounts, SignedIn } from '../identity/accounts.js';
import type { Viewer } from '../identity/viewer.js';
import type { Clock } from '../ledger/clock.js';
import type { Ledger } from '../ledger/ledger.js';
import type { AdminReports } from '../reports/admin-summary.js';
import { Loaders } from './loaders.js';
import type { DemoSignIns } from './service.types.js';

/** What the API is made of; wired once. */
export interface Services {
  readonly ledger: Ledger;
  readonly accounts: Accounts;
  readonly reports: AdminReports;
  readonly reader: EntityManager;
  readonly clock: Clock;
  /** Only in demo mode. */
  readonly demo: DemoSignIns | null;
}

/** How a request reaches us: what resolvers may know of it, and the one thing they may do to its answer. */
export interface Transport {
  /** Where the request comes from. */
  readonly address: string;
  readonly requestId: string;
  setSession(token: string, expiresAt: Date): void;
  clearSession(): void;
  /** Tells REST clients, whose answers have no field for it, that this is the outcome of an earlier request. */
  markReplayed(): void;
}

/** What every resolver gets. */
export class Context {
  // Not a #private field: Apollo hands resolvers a copy of the context, and a copy has no private fields.
  private cachedLoaders: Loaders | undefined;

  constructor(
    public viewer: Viewer | null,
    readonly services: Services,
    readonly transport: Transport,
  ) {}

  get loaders(): Loaders {
    this.cachedLoaders ??= new Loaders(this.services.reader.fork());
    return this.cachedLoaders;
  }

  /** The rest of the request is asked by the user who has just signed in. */
  signIn({ user, sessionId }: SignedIn): void {
    this.viewer = { userId: user.id, sessionId, role: user.role };
    this.forgetReads();
  }

  /** Forgets what was read so far. Each mutation calls it once it has written, so that its answer shows the new state. */
  forgetReads(): void {
    this.cachedLoaders = undefined;
  }
}
