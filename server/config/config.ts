import { z } from 'zod';
import {
  PENDING_DAYS,
  SETTLEMENTS,
  settlementPolicy,
  type SettlementPolicy,
} from '../ledger/posting/book/review-terms.js';
import { readSecretFiles } from './secret-files.js';
import { STAFF_SECOND_FACTORS, type StaffSecondFactor } from '../identity/model/kinds.js';
import {
  DAY_MS,
  HOUR_MS,
  lifetime,
  MINUTE_MS,
  SESSION_LIFETIMES,
  type SessionLifetimes,
} from '../identity/sessions/session-lifetimes.js';
import { readOidcConfig, type OidcConfig } from '../identity/oidc/oidc-config.js';
import { misspeltVariables } from './misspelt-variables.js';
import { flag, onOrOff, whole } from './values.js';

/** Settings from the environment, read once. */
export interface Config {
  /** NODE_ENV=production. */
  readonly production: boolean;
  readonly port: number;
  readonly host: string;
  /** `sqlite:<path>`, `sqlite::memory:` or `postgres://…`. */
  readonly databaseUrl: string;
  /** Fill an empty database with demo data. */
  readonly demo: boolean;
  /** Created at start when there is no operator yet. */
  readonly operator: { readonly email: string; readonly password: string } | undefined;
  /** Settlement of deposits and withdrawals: at once or after review, and the time that a review may take. */
  readonly settlement: SettlementPolicy;
  readonly rateLimit: boolean;
  /** Lets anybody ask the API for its schema, and answers a misspelt name with similar ones. */
  readonly introspection: boolean;
  /** Serves the explorer, the documentation of REST and its description. */
  readonly docs: boolean;
  /** `trusted`: only the GraphQL documents that are known at start are executed for clients. */
  readonly documents: 'any' | 'trusted';
  /** A file with further documents, beside those of the dashboard and of REST. */
  readonly trustedDocumentsFile: string | undefined;
  /** Number of reverse proxies in front of the server; so many entries at the end of X-Forwarded-For are trusted. */
  readonly trustProxy: number;
  readonly logLevel: string;
  /** The file of the key that checkpoints are signed with; without one it lies beside the database. */
  readonly signingKeyFile: string | undefined;
  /** The file of the key that secrets in the database are encrypted under; without one it lies beside the database. */
  readonly encryptionKeyFile: string | undefined;
  /** Interval of checkpoints, in seconds. */
  readonly checkpointSeconds: number;
  /** Interval of background verification, in seconds; 0 for never. */
  readonly verifySeconds: number;
  /** Settings for sending mail; undefined when none is sent. */
  readonly mail: { readonly smtpUrl: string; readonly from: string } | undefined;
  /** Address of the dashboard for links in mails, without a slash at the end; else the one that the server listens at. */
  readonly publicUrl: string | undefined;
  /** True when emails are proved before there is an account. */
  readonly verifyEmail: boolean;
  /** The issuer that people may sign in with, beside their passwords. */
  readonly oidc: OidcConfig | undefined;
  /** Setting that says if analysts and operators need a second factor for their work. */
  readonly staffSecondFactor: StaffSecondFactor;
  /** Lifetimes of sessions. */
  readonly sessions: SessionLifetimes;
}

/** Reports mistakes in the environment: one line each. */
export class ConfigError extends Error {
  constructor(readonly mistakes: readonly string[]) {
    super(mistakes.join('\n'));
    this.name = 'ConfigError';
  }
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const environment = z.object({
  NODE_ENV: z.string().default('development'),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'must be a port number')
    .transform(Number)
    .pipe(z.number().max(65_535, 'must be a port number'))
    .default(4000),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATABASE_URL: z
    .string()
    .regex(/^(sqlite:.|postgres(ql)?:\/\/.)/, 'must be sqlite:<path>, sqlite::memory: or postgres://…')
    .default('sqlite:./data/nissmart.db'),
  NISSMART_DEMO: flag.optional(),
  NISSMART_SETTLEMENT: z.enum(SETTLEMENTS, 'must be instant or review').optional(),
  NISSMART_PENDING_DAYS: whole('days', 365).default(PENDING_DAYS),
  NISSMART_OPERATOR_EMAIL: z.email('must be an email address').optional(),
  NISSMART_OPERATOR_PASSWORD: z.string().optional(),
  NISSMART_RATE_LIMIT: onOrOff.default(true),
  NISSMART_INTROSPECTION: onOrOff.optional(),
  NISSMART_DOCS: onOrOff.optional(),
  NISSMART_DOCUMENTS: z.enum(['any', 'trusted'], 'must be any or trusted').default('any'),
  NISSMART_TRUSTED_DOCUMENTS_FILE: z.string().optional(),
  NISSMART_TRUST_PROXY: z
    .string()
    .regex(/^[0-9]$/, 'must be the number of proxies in front, 0 to 9')
    .transform(Number)
    .default(0),
  NISSMART_SIGNING_KEY_FILE: z.string().optional(),
  NISSMART_ENCRYPTION_KEY_FILE: z.string().optional(),
  NISSMART_CHECKPOINT_SECONDS: z
    .string()
    .regex(/^[1-9][0-9]{0,4}$/, 'must be a number of seconds, 1 to 99999')
    .transform(Number)
    .default(60),
  NISSMART_VERIFY_SECONDS: z
    .string()
    .regex(/^(0|[1-9][0-9]{0,4})$/, 'must be a number of seconds, 0 to 99999')
    .transform(Number)
    .default(300),
  LOG_LEVEL: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`).default('info'),
  NISSMART_SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: 'must be smtp://user:password@host:port, or smtps://…' })
    .optional(),
  NISSMART_MAIL_FROM: z
    .string()
    .regex(
      /^[^\r\n]*[^\s@<>]+@[^\s@<>]+>?$/,
      'must be an email address, or a name with one: Name <name@example.com>',
    )
    .optional(),
  NISSMART_PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: 'must be where people reach the dashboard: https://…' })
    .transform((url) => url.replace(/\/+$/, ''))
    .optional(),
  NISSMART_VERIFY_EMAIL: onOrOff.optional(),
  NISSMART_OIDC_ISSUER: z.url({ protocol: /^https?$/, error: 'must be https://…' }).optional(),
  NISSMART_OIDC_CLIENT_ID: z.string().optional(),
  NISSMART_OIDC_CLIENT_SECRET: z.string().optional(),
  NISSMART_OIDC_NAME: z.string().max(40, 'must have at most 40 characters').optional(),
  NISSMART_OIDC_ROLE_CLAIM: z.string().optional(),
  NISSMART_OIDC_ROLES: z.string().optional(),
  NISSMART_STAFF_SECOND_FACTOR: z.enum(STAFF_SECOND_FACTORS, 'must be required or optional').optional(),
  NISSMART_STAFF_IDLE_MINUTES: whole('minutes', 1440).default(SESSION_LIFETIMES.staff.idleMs / MINUTE_MS),
  NISSMART_STAFF_SESSION_HOURS: whole('hours', 720).default(SESSION_LIFETIMES.staff.absoluteMs / HOUR_MS),
  NISSMART_CUSTOMER_IDLE_DAYS: whole('days', 365).default(SESSION_LIFETIMES.customer.idleMs / DAY_MS),
  NISSMART_CUSTOMER_SESSION_DAYS: whole('days', 365).default(SESSION_LIFETIMES.customer.absoluteMs / DAY_MS),
});

/**
 * Reads and checks the environment. An empty variable counts as one that is not set.
 *
 * @throws ConfigError with one clear line for each mistake.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const known = Object.keys(environment.shape);
  const { variables, mistakes } = readSecretFiles(withoutEmpty(env), known);
  const given = withoutEmpty(variables);
  // Misspelt names come first: one may be why another variable is missing.
  mistakes.unshift(...misspeltVariables(given, known));
  const { data, error } = environment.safeParse(given);
  if (error) mistakes.push(...error.issues.map(({ path, message }) => `${path.join('.')} ${message}`));
  if (!data) throw new ConfigError(mistakes);
  const production = data.NODE_ENV === 'production';
  const { NISSMART_OPERATOR_EMAIL: email, NISSMART_OPERATOR_PASSWORD: password } = data;
  if ((email === undefined) !== (password === undefined)) {
    mistakes.push('NISSMART_OPERATOR_EMAIL and NISSMART_OPERATOR_PASSWORD go together');
  }
  if (production && data.NISSMART_DEMO === true)
    mistakes.push(
      'NISSMART_DEMO=1 is not for NODE_ENV=production: anybody knows how to sign in to demo data',
    );
  const { NISSMART_SMTP_URL: smtpUrl, NISSMART_MAIL_FROM: from, NISSMART_PUBLIC_URL: publicUrl } = data;
  if ((smtpUrl === undefined) !== (from === undefined)) {
    mistakes.push('NISSMART_SMTP_URL and NISSMART_MAIL_FROM go together');
  }
  if (production && smtpUrl !== undefined && publicUrl === undefined) {
    mistakes.push('NISSMART_PUBLIC_URL is needed with NISSMART_SMTP_URL: links in mails begin with it');
  }
  const demo = data.NISSMART_DEMO ?? !production;
  if (data.NISSMART_VERIFY_EMAIL === true && smtpUrl === undefined && !demo) {
    mistakes.push('NISSMART_VERIFY_EMAIL=on needs NISSMART_SMTP_URL: without mail nobody could register');
  }
  const { oidc, mistakes: oidcMistakes } = readOidcConfig(data, production, publicUrl);
  mistakes.push(...oidcMistakes);
  if (data.NISSMART_TRUSTED_DOCUMENTS_FILE !== undefined && data.NISSMART_DOCUMENTS === 'any') {
    mistakes.push('NISSMART_TRUSTED_DOCUMENTS_FILE is for NISSMART_DOCUMENTS=trusted');
  }
  if (mistakes.length > 0) throw new ConfigError(mistakes);
  return {
    production,
    port: data.PORT,
    host: data.HOST,
    databaseUrl: data.DATABASE_URL,
    demo,
    operator: email !== undefined && password !== undefined ? { email, password } : undefined,
    settlement: settlementPolicy(
      data.NISSMART_SETTLEMENT ?? (production ? 'review' : 'instant'),
      data.NISSMART_PENDING_DAYS,
    ),
    rateLimit: data.NISSMART_RATE_LIMIT,
    introspection: data.NISSMART_INTROSPECTION ?? !production,
    docs: data.NISSMART_DOCS ?? !production,
    documents: data.NISSMART_DOCUMENTS,
    trustedDocumentsFile: data.NISSMART_TRUSTED_DOCUMENTS_FILE,
    trustProxy: data.NISSMART_TRUST_PROXY,
    logLevel: data.LOG_LEVEL,
    signingKeyFile: data.NISSMART_SIGNING_KEY_FILE,
    encryptionKeyFile: data.NISSMART_ENCRYPTION_KEY_FILE,
    checkpointSeconds: data.NISSMART_CHECKPOINT_SECONDS,
    verifySeconds: data.NISSMART_VERIFY_SECONDS,
    mail: smtpUrl !== undefined && from !== undefined ? { smtpUrl, from } : undefined,
    publicUrl,
    verifyEmail: data.NISSMART_VERIFY_EMAIL ?? (production && smtpUrl !== undefined),
    oidc,
    staffSecondFactor: data.NISSMART_STAFF_SECOND_FACTOR ?? (production ? 'required' : 'optional'),
    sessions: {
      staff: lifetime(
        data.NISSMART_STAFF_IDLE_MINUTES * MINUTE_MS,
        data.NISSMART_STAFF_SESSION_HOURS * HOUR_MS,
      ),
      customer: lifetime(
        data.NISSMART_CUSTOMER_IDLE_DAYS * DAY_MS,
        data.NISSMART_CUSTOMER_SESSION_DAYS * DAY_MS,
      ),
    },
  };
}

function withoutEmpty(env: Readonly<Record<string, string | undefined>>): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
}
