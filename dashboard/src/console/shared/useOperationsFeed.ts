import { useThrottleFn } from '@vueuse/core';
import { inject, provide, type InjectionKey, type Ref } from 'vue';
import { useSession } from '../../shared/session/session';
import { OperationsActivitySubscription } from './operations-activity.subscription';
import { useLiveStream, type StreamState } from '../../shared/api/useLiveStream';

/** The shortest interval between two refreshes. More would be unreadable, and work for the server. */
const EVERY_MS = 2_000;

const FEED: InjectionKey<Readonly<Ref<StreamState>>> = Symbol('operations feed');

/** Follows the ledger's events for the whole console. @param onActivity Called after events, throttled. */
export function provideOperationsFeed(onActivity: () => void): void {
  let cursor = useSession().takeFeedStart();
  const tell = useThrottleFn(onActivity, EVERY_MS, true);
  const state = useLiveStream({
    query: OperationsActivitySubscription,
    variables: () => ({ after: cursor }),
    onEvent: ({ operationsActivity: { cursor: reached, transaction, auditEvent } }) => {
      // Without a cursor the feed begins now, and what is shown may be older: refresh once.
      const begins = cursor === null;
      cursor = reached;
      if (begins || (transaction ?? auditEvent)) void tell();
    },
  });
  provide(FEED, state);
}

/** Returns the connection state of the console's live feed. */
export function useOperationsFeed(): Readonly<Ref<StreamState>> {
  const state = inject(FEED);
  if (!state) throw new Error('The feed is provided by the layout of the console');
  return state;
}
