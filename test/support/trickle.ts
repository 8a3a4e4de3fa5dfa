import { connect, type Socket } from 'node:net';
import { onCleanup } from './ledger.js';

/** A connection to a server. It is closed after the present test. */
export function connectTo({ url }: { readonly url: string }): Socket {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.on('error', () => undefined);
  onCleanup(() => void socket.destroy());
  return socket;
}

/** Sends bytes as they stand. @returns All that comes back until the server closes the connection. */
export async function sendRaw(server: { readonly url: string }, bytes: string): Promise<string> {
  const socket = connectTo(server);
  socket.write(bytes);
  return textUntilClosed(socket);
}

/** Sends a beginning, and then one more byte again and again, until the server closes the connection. */
export async function trickle(
  server: { readonly url: string },
  beginning: string,
  byte: string,
): Promise<string> {
  const socket = connectTo(server);
  if (beginning !== '') socket.write(beginning);
  const sending = setInterval(() => socket.write(byte), 20);
  onCleanup(() => clearInterval(sending));
  const text = await textUntilClosed(socket);
  clearInterval(sending);
  return text;
}

/** Resolves when it is over, however it ended. */
export async function closed(socket: Socket): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  socket.once('close', () => resolve(undefined));
  await promise;
}

async function textUntilClosed(socket: Socket): Promise<string> {
  let text = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  await closed(socket);
  return text;
}
