import type { FastifyBaseLogger } from 'fastify';
import type { Config } from '../config/config.js';
import { smtpMailer, terminalMailer, type Mailer } from './mailer.js';
import type { OutboxOptions } from './outbox.js';

type MailConfig = Pick<Config, 'mail' | 'demo' | 'production'>;

/**
 * Makes the outbox's options from the configuration; undefined when this server sends no mail. @param publicUrl Returns
 * the URL that links begin with, once the server listens.
 */
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
  // Never in production, where output is kept in logs: anyone who reads a link can use it.
  if (demo && !production) return terminalMailer((line) => process.stdout.write(line));
  return undefined;
}
