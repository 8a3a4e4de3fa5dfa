import { createTransport } from 'nodemailer';
import type { Letter } from './letter.js';

/** Takes letters to where they are read. */
export interface Mailer {
  /** @throws Error when nobody has taken it; it may be tried again. Undeliverable when nobody ever will. */
  send(letter: Letter): Promise<void>;
}

/** The server of the recipient does not want it, and will not later. */
export class Undeliverable extends Error {
  constructor(cause: unknown) {
    super('The mail was refused for good', { cause });
    this.name = 'Undeliverable';
  }
}

export interface SmtpOptions {
  /** Such as `smtp://user:password@mail.example.com:587`; `smtps:` for TLS from the first byte. */
  readonly url: string;
  /** Who writes, such as `Nissmart <no-reply@example.com>`. */
  readonly from: string;
}

/** A server that does not answer for so long is tried again later. */
const PATIENCE_MS = 8_000;

/** Hands letters to an SMTP server. */
export function smtpMailer({ url, from }: SmtpOptions): Mailer {
  const transport = createTransport({
    url,
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
  });
  return {
    async send({ to, subject, text, html }) {
      try {
        await transport.sendMail({
          ...{ from, subject, text, html },
          // As an object, so that no address can be read as a list of them.
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

/** Shows links to whoever looks at the terminal: for demo mode, where no mail is sent. */
export function terminalMailer(write: (line: string) => void): Mailer {
  return {
    async send({ to, subject, link }) {
      write(`mail to ${to}: ${subject}${link === undefined ? '' : ` ${link}`}\n`);
      return Promise.resolve();
    },
  };
}

/** A refusal of the envelope by a code of 500 or more says that the recipient cannot be reached. */
function isFinal(error: unknown): boolean {
  if (!(error instanceof Error && 'code' in error && 'responseCode' in error)) return false;
  return error.code === 'EENVELOPE' && Number(error.responseCode) >= 500;
}
