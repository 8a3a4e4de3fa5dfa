import type { AnyVariables, CombinedError, TypedDocumentNode } from '@urql/core';
import { useClientHandle } from '@urql/vue';
import { useDocumentVisibility } from '@vueuse/core';
import { computed, onScopeDispose, ref, watch, type Ref } from 'vue';
import { reconnectAfterMs } from './backoff';

/** `paused` while the page is hidden, and for good once the server has refused the stream. */
export type StreamState = 'connecting' | 'live' | 'reconnecting' | 'paused';

interface LiveSource<Data, Variables extends AnyVariables> {
  readonly query: TypedDocumentNode<Data, Variables>;
  /** Returns the variables for each connection, with the cursor to go on from. */
  readonly variables: () => Variables;
  readonly onEvent?: (data: Data) => void;
}

/**
 * Follows a subscription for as long as the calling component is there and the page can be seen: a browser opens few
 * connections to a server, and hidden tabs must not take them from the one in use. After a break it connects again.
 */
export function useLiveStream<Data, Variables extends AnyVariables>({
  query,
  variables,
  onEvent,
}: LiveSource<Data, Variables>): Readonly<Ref<StreamState>> {
  const { client } = useClientHandle();
  const visibility = useDocumentVisibility();
  const state = ref<StreamState>('paused');
  let hangUp: (() => void) | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;

  const stop = () => {
    hangUp?.();
    hangUp = undefined;
    clearTimeout(timer);
    state.value = 'paused';
  };
  const connect = () => {
    state.value = failures === 0 ? 'connecting' : 'reconnecting';
    hangUp = client.subscription(query, variables()).subscribe(({ data, error }) => {
      if (error) fail(error);
      else heard(data);
    }).unsubscribe;
  };
  // The first event has no data: it says that the stream has begun.
  const heard = (data: Data | undefined) => {
    failures = 0;
    state.value = 'live';
    if (data) onEvent?.(data);
  };
  const fail = (error: CombinedError) => {
    stop();
    if (!mayRetry(error)) return;
    failures += 1;
    state.value = 'reconnecting';
    timer = setTimeout(connect, reconnectAfterMs(failures));
  };

  watch(
    computed(() => visibility.value === 'visible'),
    (isVisible) => {
      stop();
      failures = 0;
      if (isVisible) connect();
    },
    { immediate: true },
  );
  onScopeDispose(stop);
  return state;
}

/** Returns true when the network failed, or the server says that a retry may help. */
function mayRetry({ graphQLErrors }: CombinedError): boolean {
  return graphQLErrors.every(({ extensions }) => extensions.retryable === true);
}
