import { AccessLog } from '../identity/access/access-log.js';
import { Accounts } from '../identity/users/accounts.js';
import { Closures } from '../identity/users/closures.js';
import { findSuspended } from '../identity/model/active-users.js';
import { ApiTokens } from '../identity/sessions/api-tokens.js';
import { AccountChanges } from '../identity/mails/account-changes.js';
import { AccountLinks } from '../identity/users/account-links.js';
import { challengeThrottle, noChallengeThrottle } from '../identity/factors/challenge-throttle.js';
import type { StaffSecondFactor } from '../identity/model/kinds.js';
import { OneTimeCodes } from '../identity/factors/one-time-codes.js';
import { PasskeyAnswers } from '../identity/factors/passkey-answers.js';
import { Passkeys } from '../identity/factors/passkeys.js';
import type { RelyingParty } from '../identity/factors/relying-party.js';
import { sealingKeysInUse, sealingStateOf, type SealingState } from '../identity/factors/sealed-secrets.js';
import type { Sealer } from '../identity/factors/sealer.js';
import { SecondFactors } from '../identity/factors/second-factors.js';
import { GuessThrottle } from '../identity/throttles/guess-throttle.js';
import { mailThrottle, noMailThrottle } from '../identity/throttles/mail-throttle.js';
import { noMailbox } from '../identity/mails/outgoing-mail.js';
import { OwnAccount } from '../identity/users/own-account.js';
import { OwnDataExports } from '../identity/users/own-data.js';
import { PasswordCheck } from '../identity/passwords/password-check.js';
import { Recipients } from '../identity/users/recipients.js';
import type { SessionLifetimes } from '../identity/sessions/session-lifetimes.js';
import { Sessions } from '../identity/sessions/sessions.js';
import { noThrottle } from '../identity/throttles/sign-in-throttle.js';
import { ExternalUsers } from '../identity/oidc/external-users.js';
import { OidcSignIns } from '../identity/oidc/oidc-sign-ins.js';
import type { OidcConfig } from '../identity/oidc/oidc-config.js';
import { SignUps } from '../identity/users/sign-ups.js';
import { Suspensions } from '../identity/users/suspensions.js';
import { Viewers } from '../identity/sessions/viewers.js';
import {
  endlessAllowance,
  workAllowance,
  type WorkAllowance,
  type WorkLimits,
} from '../identity/throttles/work-allowance.js';
import { systemClock, type Clock } from '../ledger/model/clock.js';
import { IdGenerator } from '../ledger/model/ids.js';
import { Ledger, type BatchReport } from '../ledger/ledger.js';
import { newestTransactionId } from '../ledger/queries/transactions.js';
import type { SettlementPolicy } from '../ledger/posting/book/review-terms.js';
import { RiskThresholds } from '../ledger/posting/risk-thresholds.js';
import { UnitsOfWork } from '../ledger/database/unit-of-work.js';
import { OperationsActivities } from '../live/operations-activity.js';
import { WalletActivities } from '../live/wallet-activity.js';
import { WalletChanges } from '../live/wallet-changes.js';
import { Outbox, type OutboxOptions } from '../mail/outbox.js';
import { AdminReports } from '../reports/summary/admin-summary.js';
import { RiskAlerts, type AlertChanges } from '../reports/risk/alerts.js';
import { openStorage, type Storage } from '../storage/orm.js';

/** The product without its transports, as the server and every command of the CLI use it. */
export interface OpenServices {
  readonly storage: Storage;
  readonly units: UnitsOfWork;
  readonly ledger: Ledger;
  readonly accounts: Accounts;
  readonly accessLog: AccessLog;
  readonly sessions: Sessions;
  readonly signUps: SignUps;
  /** Undefined where no issuer is configured. */
  readonly oidc: OidcSignIns | undefined;
  readonly ownAccount: OwnAccount;
  readonly ownData: OwnDataExports;
  readonly closures: Closures;
  readonly links: AccountLinks;
  readonly secondFactors: SecondFactors;
  readonly passkeys: Passkeys;
  readonly oneTimeCodes: OneTimeCodes;
  /** State of the encrypted secrets in the database, against the key at hand. */
  readonly sealing: SealingState;
  /** Undefined where no mail is sent. */
  readonly outbox: Outbox | undefined;
  readonly suspensions: Suspensions;
  readonly recipients: Recipients;
  readonly apiTokens: ApiTokens;
  readonly viewers: Viewers;
  readonly work: WorkAllowance;
  readonly reports: AdminReports;
  readonly riskThresholds: RiskThresholds;
  readonly riskAlerts: RiskAlerts;
  /** Feeds of events for subscribers. */
  readonly feeds: {
    readonly walletActivities: WalletActivities;
    readonly walletChanges: WalletChanges;
    readonly operationsActivities: OperationsActivities;
  };
  readonly clock: Clock;
  /** Answers accepted requests, then closes the database. */
  close(): Promise<void>;
}

export interface ServiceOptions {
  readonly databaseUrl: string;
  readonly settlement?: SettlementPolicy;
  readonly rateLimit?: boolean;
  readonly workLimits?: WorkLimits;
  readonly sessions?: SessionLifetimes;
  /** `optional` unless given. */
  readonly staffSecondFactor?: StaffSecondFactor;
  /** Opens the key that secrets are encrypted under; without it, no codes from apps can be checked or set up. */
  readonly openSealer?: (databasePath: string, inUse: readonly string[]) => Sealer | undefined;
  /** The site that passkeys belong to; without it, there are none. */
  readonly relyingParty?: () => RelyingParty | undefined;
  /** Without it, features that need mail are off. */
  readonly outbox?: OutboxOptions;
  /** True when emails are proved before there is an account, which needs mail. */
  readonly verifyEmail?: boolean;
  /** Without it, sign-in with an issuer is off. */
  readonly elsewhere?: OidcOptions;
  readonly clock?: Clock;
  readonly ids?: IdGenerator;
  readonly onBatch?: (report: BatchReport) => void;
  readonly onRisk?: (changes: AlertChanges) => void;
  /** Called after a failed COMMIT or a lost connection: nothing more is written, and the process should end. */
  readonly onOutcomeUnknown?: (cause: unknown) => void;
}

/** Options for signing in with an issuer. */
export interface OidcOptions {
  readonly config: OidcConfig;
  /** Known once the server listens. */
  readonly redirectUri: () => string;
}

/** Opens the database, migrates it, and wires the services on it. */
export async function openServices(options: ServiceOptions): Promise<OpenServices> {
  const { clock = systemClock } = options;
  const storage = await openStorage(options.databaseUrl);
  const ids = options.ids ?? (await idsAfterTheNewest(storage));
  const units = new UnitsOfWork(storage.writer, options.onOutcomeUnknown ?? (() => undefined));
  void storage.lost.then((cause) => units.stop(cause));
  storage.relay(units.changes);
  const { reader } = storage;
  const ledger = new Ledger(units, ids, clock, options.onBatch, options.settlement, findSuspended);
  const throttle = options.rateLimit === false ? noThrottle : new GuessThrottle(units, reader, clock);
  const sessions = new Sessions(units, reader, clock, ids, options.sessions, options.staffSecondFactor);
  const accessLog = new AccessLog(units, clock);
  const apiTokens = new ApiTokens(units, reader, clock, ids);
  const outbox = options.outbox && new Outbox(units, reader, clock, options.outbox);
  const mailbox = outbox ?? noMailbox;
  const mails = options.rateLimit === false ? noMailThrottle : mailThrottle();
  const needProof = options.verifyEmail === true && mailbox.open;
  const throttles = { signIns: throttle, mails };
  const oidcSignIns = async ({ config, redirectUri }: OidcOptions) => {
    // Brings a library of its own, for the few servers that have an issuer.
    const { Issuer } = await import('../identity/oidc/issuer.js');
    return new OidcSignIns(
      new Issuer(config, redirectUri),
      units,
      clock,
      new ExternalUsers(config, units, clock, ids, mailbox),
      sessions,
    );
  };
  const passwords = new PasswordCheck(units, reader, throttle, accessLog);
  const changes = new AccountChanges(units, clock, ids, mailbox);
  const sealer = options.openSealer?.(storage.path, await sealingKeysInUse(reader.fork()));
  const secondFactors = new SecondFactors(units, clock, changes, throttle, sealer);
  const answers = new PasskeyAnswers(units, reader, clock);
  const challenges = options.rateLimit === false ? noChallengeThrottle : challengeThrottle();
  const relyingParty = options.relyingParty ?? (() => undefined);
  return {
    storage,
    units,
    ledger,
    accounts: new Accounts(units, reader, clock, ids, throttle, sessions, mailbox, accessLog, secondFactors),
    accessLog,
    sessions,
    oidc: options.elsewhere && (await oidcSignIns(options.elsewhere)),
    signUps: new SignUps(needProof, units, reader, clock, ids, mailbox, throttles, sessions),
    ownAccount: new OwnAccount(changes, clock, passwords, secondFactors, mailbox, mails),
    ownData: new OwnDataExports(units, clock),
    closures: new Closures(units, clock, ledger),
    secondFactors,
    passkeys: new Passkeys(reader, answers, changes, sessions, challenges, relyingParty),
    oneTimeCodes: new OneTimeCodes(changes, secondFactors, throttle, sealer),
    sealing: await sealingStateOf(reader.fork(), sealer),
    links: new AccountLinks(units, reader, clock, ids, mailbox, mails),
    outbox,
    suspensions: new Suspensions(units, clock),
    recipients: new Recipients(reader, clock, options.rateLimit !== false),
    apiTokens,
    viewers: new Viewers(sessions, apiTokens),
    work: options.rateLimit === false ? endlessAllowance : workAllowance(options.workLimits),
    reports: new AdminReports(storage.longReads, clock),
    riskThresholds: new RiskThresholds(units, clock, findSuspended),
    riskAlerts: new RiskAlerts(units, storage.background, clock, ids, options.onRisk),
    feeds: {
      walletActivities: new WalletActivities(reader, units.changes),
      walletChanges: new WalletChanges(reader, units.changes),
      operationsActivities: new OperationsActivities(reader, units.changes),
    },
    clock,
    async close() {
      await ledger.close();
      await outbox?.stop();
      await apiTokens.flush();
      await sessions.flush();
      await storage.close();
    },
  };
}

/**
 * Makes a generator whose ids follow the newest stored one. Lists are paged by id, so a restart with the clock set back
 * must not put new rows behind old ones.
 */
async function idsAfterTheNewest({ reader }: Storage): Promise<IdGenerator> {
  const ids = new IdGenerator();
  const newest = await newestTransactionId(reader.fork());
  if (newest !== undefined) ids.continueAfter(newest);
  return ids;
}
