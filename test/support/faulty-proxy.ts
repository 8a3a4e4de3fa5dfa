import { connect, createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

/** COMMIT, as a client of PostgreSQL sends a statement without parameters. */
const COMMIT = Buffer.from('commit\0');

interface Pair {
  /** True when nothing is forwarded any more. */
  silent: boolean;
  readonly client: Socket;
  readonly server: Socket;
}

/** Stands between a node and its database, and does to their connections what networks do. */
export class FaultyProxy {
  readonly #pairs = new Set<Pair>();
  #delayMs = 0;
  #silent = false;
  #cutsCommit = false;
  #withholdsNotices = false;
  /** Number of connections that were cut when the answer to a COMMIT was on its way. */
  commitsCut = 0;

  private constructor(
    private readonly listener: Server,
    /** The database's address, by way of this proxy. */
    readonly url: string,
  ) {}

  static async before(database: string): Promise<FaultyProxy> {
    const target = new URL(database);
    const listener = createServer();
    listener.listen(0, '127.0.0.1');
    await once(listener, 'listening');
    const address = listener.address();
    if (address === null || typeof address === 'string') throw new Error('The proxy has no port');
    const url = new URL(database);
    url.port = String(address.port);
    const proxy = new FaultyProxy(listener, url.href);
    listener.on('connection', (client) => {
      proxy.#join(client, connect(Number(target.port), target.hostname));
    });
    return proxy;
  }

  /** Cuts all connections. New ones can be made at once. */
  cut(): void {
    for (const { client, server } of this.#pairs) {
      client.destroy();
      server.destroy();
    }
  }

  /** Lets everything come later. @param ms 0 for at once. */
  delay(ms: number): void {
    this.#delayMs = ms;
  }

  /** Swallows whatever is sent from now on, either way and without a word, until it speaks again. */
  fallSilent(): void {
    this.#silent = true;
  }

  /** Swallows whatever is sent on the connections of now; new ones can be made, and are as they should be. */
  silencePresent(): void {
    for (const pair of this.#pairs) pair.silent = true;
  }

  /** Forwards again. What was swallowed is lost, so the connections from before are cut. */
  speak(): void {
    this.#silent = false;
    this.cut();
  }

  /** Hands the next COMMIT to the database, and cuts the connection when its answer comes. */
  cutNextCommit(): void {
    this.#cutsCommit = true;
  }

  /** Forwards no notices of LISTEN on connections of from now on, as a pooler that lends them for one transaction. */
  withholdNotices(): void {
    this.#withholdsNotices = true;
  }

  async close(): Promise<void> {
    this.cut();
    this.listener.close();
    await once(this.listener, 'close');
  }

  #join(client: Socket, server: Socket): void {
    const pair = { client, server, silent: false };
    this.#pairs.add(pair);
    let answersCommit = false;
    const shown = this.#withholdsNotices ? withoutNotices() : (data: Buffer) => data;
    client.on('data', (data) => {
      if (this.#cutsCommit && data.includes(COMMIT)) {
        this.#cutsCommit = false;
        answersCommit = true;
      }
      if (!pair.silent) this.#forward(data, server);
    });
    server.on('data', (data) => {
      if (!answersCommit) {
        if (!pair.silent) this.#forward(shown(data), client);
        return;
      }
      this.commitsCut += 1;
      client.destroy();
      server.destroy();
    });
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      one.on('error', () => other.destroy());
      one.on('close', () => {
        this.#pairs.delete(pair);
        other.destroy();
      });
    }
  }

  #forward(data: Buffer, to: Socket): void {
    if (this.#silent) return;
    if (this.#delayMs === 0) to.write(data);
    // Each waits as long, so they stay in order.
    else void sleep(this.#delayMs).then(() => to.writable && to.write(data));
  }
}

/** Type of a message of PostgreSQL's that brings a notice. */
const NOTICE = 'A'.charCodeAt(0);

/** Makes a function that takes notices out of what a server says, message by message. */
function withoutNotices(): (data: Buffer) => Buffer {
  let rest = Buffer.alloc(0);
  return (data) => {
    rest = Buffer.concat([rest, data]);
    const kept: Buffer[] = [];
    // A message has its type in one byte, and its length, without that byte, in the next four.
    while (rest.length >= 5 && rest.length > rest.readUInt32BE(1)) {
      const length = 1 + rest.readUInt32BE(1);
      if (rest[0] !== NOTICE) kept.push(rest.subarray(0, length));
      rest = rest.subarray(length);
    }
    return Buffer.concat(kept);
  };
}
