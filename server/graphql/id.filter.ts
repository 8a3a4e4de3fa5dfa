/** An id in a filter, as it is stored: in lower case. GraphQL's null means "any". */
export function idFilter(id: string | null | undefined): string | undefined {
  return id?.toLowerCase();
}
