interface Named {
  readonly label: string | null;
  readonly itemCount: number;
}

/** Names a batch by its label, or by its number of transfers. */
export function batchName({ label, itemCount }: Named): string {
  return label ?? transfers(itemCount);
}

/** Writes a number of transfers, such as "1 transfer" or "1,000 transfers". */
export function transfers(count: number): string {
  return `${count.toLocaleString()} ${count === 1 ? 'transfer' : 'transfers'}`;
}
