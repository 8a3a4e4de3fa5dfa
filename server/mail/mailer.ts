import type { Transporter } from 'nodemailer';
import type { Letter } from './letter.js';

/** Delivers letters. */
export interface Mailer {
  /** @throws Error when the mail was not accepted and may be tried again; Undeliverable when it was refused for good. */
  send(letter: Letter): Promise<void>;
}

/** The recipient's server refused the mail for good. */
export class Undeliverable extends Error {
  constructor(cause: unknown) {
    super('The mail was refused for good', { cause });
    this.name = 'Undeliverable';
  }
}

export interface SmtpOptions {
  /** URL of the server, such as `smtp://user:password@mail.example.com:587`; `smtps:` for TLS from the first byte. */
  readonly url: string;
  /** Sender of all mails, such as `Nissmart <no-reply@example.com>`. */
  readonly from: string;
}

/** Timeout for each step of an SMTP exchange; a mail that fails is tried again later. */
const TIMEOUT_MS = 8_000;

/** Returns a mailer that hands letters to an SMTP server. */
export function smtpMailer({ url, from }: SmtpOptions): Mailer {
  let transport: Promise<Transporter> | undefined;
  return {
    async send({ to, subject, text, html }) {
      try {
        transport ??= connected(url);
        await (
          await transport
        ).sendMail({
          ...{ from, subject, text, html },
          // An object, so that an address with commas cannot be read as a list of addresses.
          to: { name: '', address: to },
          headers: { 'Auto-Submitted': 'auto-generated' },
          disableFileAccess: true,
          disableUrlAccess: true,
        });
      } catch (error) {
        throw isFinal(error) ? new Undeliverable(error) : error;
      }
    },
  };
}

/** Loads the library with the first mail: many servers send none. */
async function connected(url: string): Promise<Transporter> {
  const { createTransport } = await import('nodemailer');
  return createTransport({
    url,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
  });
}

/** Returns a mailer that prints links in the terminal, for demo mode, where no mail is sent. */
export function terminalMailer(write: (line: string) => void): Mailer {
  return {
    async send({ to, subject, link }) {
      write(`mail to ${to}: ${subject}${link === undefined ? '' : ` ${link}`}\n`);
      return Promise.resolve();
    },
  };
}

/** True when the server refused the envelope with a code of 500 or more: the recipient cannot be reached. */
function isFinal(error: unknown): boolean {
  if (!(error instanceof Error && 'code' in error && 'responseCode' in error)) return false;
  return error.code === 'EENVELOPE' && Number(error.responseCode) >= 500;
}
