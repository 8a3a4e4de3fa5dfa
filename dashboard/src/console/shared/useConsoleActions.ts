import { inject, onScopeDispose, provide, type InjectionKey } from 'vue';

/** The actions of the console's shortcuts on the page that is shown. */
export interface ConsoleActions {
  refresh(): void;
  /** Refreshes only the parts of the page that follow the live events. */
  refreshLive(): void;
  step(steps: 1 | -1): void;
  /** @returns True when the page has a search. */
  focusSearch(): boolean;
}

interface Refresh {
  readonly refresh: () => void;
  readonly isLive: () => boolean;
}

interface Offers {
  readonly refresh: Set<Refresh>;
  readonly step: Set<(steps: 1 | -1) => void>;
  readonly focusSearch: Set<() => void>;
}

const OFFERS: InjectionKey<Offers> = Symbol('console actions');

export function provideConsoleActions(): ConsoleActions {
  const offers: Offers = { refresh: new Set(), step: new Set(), focusSearch: new Set() };
  provide(OFFERS, offers);
  return {
    refresh: () => offers.refresh.forEach(({ refresh }) => refresh()),
    refreshLive: () =>
      [...offers.refresh].filter(({ isLive }) => isLive()).forEach(({ refresh }) => refresh()),
    step: (steps) => offers.step.forEach((step) => step(steps)),
    focusSearch: () => {
      offers.focusSearch.forEach((focus) => focus());
      return offers.focusSearch.size > 0;
    },
  };
}

/** Adds a part of the page that is refreshed with all others. @param isLive True while it also follows the live events. */
export function offerRefresh(refresh: () => void, isLive: () => boolean = () => true): void {
  offer(inject(OFFERS, undefined)?.refresh, { refresh, isLive });
}

export function offerStep(step: (steps: 1 | -1) => void): void {
  offer(inject(OFFERS, undefined)?.step, step);
}

export function offerSearch(focus: () => void): void {
  offer(inject(OFFERS, undefined)?.focusSearch, focus);
}

/** Registers an action until the calling component is unmounted. */
function offer<Action>(actions: Set<Action> | undefined, action: Action): void {
  actions?.add(action);
  onScopeDispose(() => actions?.delete(action));
}
