import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { onCleanup } from './ledger.js';

/** A mail as it arrived. */
export interface Arrived {
  readonly to: string;
  /** Headers and all, with the soft line breaks of quoted-printable undone. */
  readonly source: string;
}

/** A real SMTP server on a free port, which keeps what it is given. It is closed after the present test. */
export class MailServer {
  readonly mails: Arrived[] = [];
  readonly #server: SMTPServer;
  #arrived = Promise.withResolvers<null>();
  /** Refuses recipients for as long as it holds one: the reply that they get. */
  refusal: { readonly responseCode: number } | undefined;

  private constructor() {
    this.#server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onRcptTo: (_address, _session, done) => {
        done(this.refusal && Object.assign(new Error('Refused'), this.refusal));
      },
      onData: (stream, { envelope }, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const source = Buffer.concat(chunks).toString().replaceAll('=\r\n', '').replaceAll('=3D', '=');
          for (const { address } of envelope.rcptTo) this.mails.push({ to: address, source });
          done();
          this.#tell();
        });
      },
    });
  }

  static async start(port = 0): Promise<MailServer> {
    const mailServer = new MailServer();
    const listening = mailServer.#server.listen(port, '127.0.0.1');
    await once(listening, 'listening');
    onCleanup(async () => mailServer.close());
    return mailServer;
  }

  get port(): number {
    return (this.#server.server.address() as AddressInfo).port;
  }

  /** For the configuration of a server under test. */
  get config() {
    return { smtpUrl: `smtp://127.0.0.1:${String(this.port)}`, from: 'Nissmart <no-reply@example.com>' };
  }

  /** The mail of this number, from 1, once it is there. */
  async mail(number: number): Promise<Arrived> {
    for (;;) {
      const found = this.mails[number - 1];
      if (found) return found;
      await this.#arrived.promise;
    }
  }

  async close(): Promise<void> {
    if (!this.#server.server.listening) return;
    await new Promise<void>((resolve) => this.#server.close(resolve));
  }

  #tell(): void {
    this.#arrived.resolve(null);
    this.#arrived = Promise.withResolvers();
  }
}

/** The token of the link in a mail. */
export function tokenIn({ source }: Arrived): string {
  const token = /#token=(nsl_[\w-]{43})\r?\n/.exec(source)?.[1];
  if (token === undefined) throw new Error(`There is no link in ${source}`);
  return token;
}

/** Reads the subject of a mail. */
export function subjectOf({ source }: Arrived): string | undefined {
  return /^Subject: (.*)\r$/m.exec(source)?.[1];
}
