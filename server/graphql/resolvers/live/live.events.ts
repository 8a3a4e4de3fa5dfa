import type { Context, Listener } from '../../context/context.js';

/** @throws Error where answers are no stream; the transports make sure that this never happens. */
export function listenerOf({ listener }: Context): Listener {
  if (!listener) throw new Error('A subscription was asked for where answers are no stream');
  return listener;
}

interface Telling<Event> {
  readonly context: Context;
  /** Returns the id with which a client reconnects to continue after the event. */
  readonly eventIdOf?: (event: Event) => string;
  /** Loads what the fields of a whole page will ask for, by one statement a kind. */
  readonly prepare: (page: readonly Event[]) => Promise<void>;
}

/** Yields the events of pages one by one. Cached reads are dropped with each page, which shows a later state. */
export async function* eventsOf<Event>(
  pages: AsyncIterable<readonly Event[]>,
  { context, eventIdOf, prepare }: Telling<Event>,
): AsyncGenerator<Event, void, void> {
  const listener = listenerOf(context);
  for await (const page of pages) {
    context.forgetReads();
    await prepare(page);
    for (const event of page) {
      listener.eventId = eventIdOf?.(event);
      yield event;
    }
  }
}
