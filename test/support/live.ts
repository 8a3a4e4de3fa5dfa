import type { Client } from './client.js';
import { onCleanup } from './ledger.js';

/** One message of an event stream. */
export interface Message {
  readonly event: string;
  readonly id: string | undefined;
  readonly data: { readonly data?: unknown; readonly errors?: readonly unknown[] } | null;
}

interface Listening {
  readonly method?: 'GET' | 'POST';
  readonly lastEventId?: string;
}

/** A subscription, heard message by message. It is hung up after the present test. */
export class LiveStream {
  readonly #controller = new AbortController();
  #messages: AsyncGenerator<Message, void, void> | undefined;

  private constructor(readonly response: Response) {}

  static async open(
    client: Client,
    query: string,
    variables: Readonly<Record<string, unknown>> = {},
    { method = 'POST', lastEventId }: Listening = {},
  ): Promise<LiveStream> {
    const controller = new AbortController();
    const asked = new URLSearchParams({ query, variables: JSON.stringify(variables) });
    const response = await client.fetch(
      method === 'GET' ? `/graphql/stream?${String(asked)}` : '/graphql/stream',
      {
        method,
        signal: controller.signal,
        headers: {
          accept: 'text/event-stream',
          ...(lastEventId !== undefined && { 'last-event-id': lastEventId }),
          ...(method === 'POST' && { 'content-type': 'application/json' }),
        },
        ...(method === 'POST' && { body: JSON.stringify({ query, variables }) }),
      },
    );
    const stream = new LiveStream(response);
    stream.#controller.signal.addEventListener('abort', () => controller.abort());
    onCleanup(() => stream.kill());
    return stream;
  }

  /** The next message; undefined when the stream has ended, or was cut off. */
  async next(): Promise<Message | undefined> {
    this.#messages ??= messagesIn(this.response);
    try {
      const { value } = await this.#messages.next();
      return value ?? undefined;
    } catch {
      return undefined;
    }
  }

  /** So many messages, or as many as there are until the end. */
  async take(count: number): Promise<Message[]> {
    const taken: Message[] = [];
    while (taken.length < count) {
      const message = await this.next();
      if (!message) break;
      taken.push(message);
    }
    return taken;
  }

  /** Hangs up, as a client does whose network is gone. */
  kill(): void {
    this.#controller.abort();
  }
}

async function* messagesIn({ body }: Response): AsyncGenerator<Message, void, void> {
  if (!body) return;
  let text = '';
  for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
    const blocks = (text + chunk).split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const message = parsed(block);
      if (message) yield message;
    }
  }
}

/** Undefined for a comment. */
function parsed(block: string): Message | undefined {
  const fields = new Map(
    block
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
  );
  const event = fields.get('event');
  if (event === undefined) return undefined;
  const data = fields.get('data') ?? '';
  return { event, id: fields.get('id'), data: data === '' ? null : (JSON.parse(data) as Message['data']) };
}
