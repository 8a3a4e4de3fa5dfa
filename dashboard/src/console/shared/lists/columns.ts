/** A column of a table. */
export interface Column {
  /** The name of the column, and of the slot that fills it. */
  readonly name: string;
  readonly label: string;
  /** True for columns of figures, which are aligned to the right. */
  readonly numeric?: boolean;
  /** Takes the room that is left, and ends in an ellipsis where there is none; every other column is as wide as it must be. */
  readonly grows?: boolean;
  /** Left out where the window is narrower: the less a column matters, the sooner it goes. */
  readonly from?: 'lg' | 'xl' | '2xl';
}

const SHOWN_FROM = {
  lg: 'hidden lg:table-cell',
  xl: 'hidden xl:table-cell',
  '2xl': 'hidden 2xl:table-cell',
} as const;

export function cellClasses({ numeric, grows, from }: Column): (string | undefined | false)[] {
  return [
    numeric ? 'text-right tabular-nums' : 'text-left',
    // A cell that may be of no width at all is what lets a table cut its text short.
    grows && 'w-1/4 max-w-0',
    from && SHOWN_FROM[from],
  ];
}
