import { isDay, spanOf } from '../../../shared/time/days';

/*
 * The filters of the lists as the URL has them, and what the API is asked for. What somebody typed into a URL and means
 * nothing is left out.
 */

export type Texts = readonly string[];

/** Counts the filters that are set, apart from the search. */
export function countSet(filters: Readonly<Record<string, string | Texts>>): number {
  return Object.entries(filters).filter(([name, value]) => !['q', 'by'].includes(name) && value.length > 0)
    .length;
}

export function daysAsked({ from, to }: { readonly from: string; readonly to: string }) {
  return {
    from: isDay(from) ? spanOf({ from, to: from }).from : undefined,
    to: isDay(to) ? spanOf({ from: to, to }).to : undefined,
  };
}

export function orUndefined<Value>(values: readonly Value[]): Value[] | undefined {
  return values.length > 0 ? [...values] : undefined;
}
