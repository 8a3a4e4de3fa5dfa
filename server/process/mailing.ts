import type { FastifyBaseLogger } from 'fastify';
import type { Logger } from 'pino';
import type { Config } from '../config/config.js';
import { smtpMailer, terminalMailer, type Mailer } from '../mail/mailer.js';
import type { OpenServices } from '../app/services.js';
import { startChores } from './chores.js';
import type { OutboxOptions } from '../mail/outbox.js';

/** What could not be sent, or was left by a process that died, waits no longer than this beyond its pause. */
const INTERVAL_MS = 5_000;

type MailConfig = Pick<Config, 'mail' | 'demo' | 'production'>;

/** How this server sends mail; undefined when it does not. @param publicUrl What links begin with, once it is known. */
export function outboxOptionsOf(
  config: MailConfig,
  publicUrl: () => string,
  log: FastifyBaseLogger,
): OutboxOptions | undefined {
  const mailer = mailerOf(config);
  if (!mailer) return undefined;
  return {
    mailer,
    publicUrl,
    onFailure: (error, last) =>
      log.warn({ err: error }, last ? 'a mail was given up' : 'a mail could not be sent; it is tried again'),
  };
}

function mailerOf({ mail, demo, production }: MailConfig): Mailer | undefined {
  if (mail) return smtpMailer({ url: mail.smtpUrl, from: mail.from });
  // Never in production, where what is printed is kept: a link lets in whoever reads it.
  if (demo && !production) return terminalMailer((line) => process.stdout.write(line));
  return undefined;
}

/** Sends what waits, at once and then every now and then. @returns Ends it. */
export function startMailing({ outbox }: Pick<OpenServices, 'outbox'>, log: Logger): () => void {
  if (!outbox) return () => undefined;
  return startChores({ 'sending mail': async () => outbox.send() }, INTERVAL_MS, log);
}
