/** A column of a table. */
export interface Column {
  /** Also the name of the slot that fills it. */
  readonly name: string;
  readonly label: string;
  /** Figures stand to the right, one below the other. */
  readonly numeric?: boolean;
  /** Left out where the window is narrower: the less a column matters, the sooner it goes. */
  readonly from?: 'lg' | 'xl' | '2xl';
}

const SHOWN_FROM = {
  lg: 'hidden lg:table-cell',
  xl: 'hidden xl:table-cell',
  '2xl': 'hidden 2xl:table-cell',
} as const;

export function cellClasses({ numeric, from }: Column): (string | undefined)[] {
  return [numeric ? 'text-right tabular-nums' : 'text-left', from && SHOWN_FROM[from]];
}
