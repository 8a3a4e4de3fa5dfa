/** Code points that JavaScript's `trim` removes, for `btrim`. */
const BLANKS =
  "E' \\t\\n\\u000b\\f\\r\\u00a0\\u1680\\u2000\\u2001\\u2002\\u2003\\u2004\\u2005\\u2006\\u2007\\u2008\\u2009\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff'";

/** Folds case as `searchForm` does: by ICU, because the database's own order may know ASCII only. */
const FOLDED = `lower(upper(lower(normalize(given, NFD) collate "und-x-icu")))`;

/** Removes the dot above an i, behind other marks as well. */
const UNDOTTED = `regexp_replace(replace(${FOLDED}, 'ς', 'σ'), U&'(i[\\0300-\\0306\\0308-\\036f]*)\\0307', '\\1', 'g')`;

/**
 * Functions that searches compare texts with, which `server/ledger/text.ts` defines; SQLite calls that itself. Texts of ASCII,
 * which most are, take the short way.
 */
export const TEXT_FUNCTIONS: readonly string[] = [
  `create function search_form_of(given text) returns text language sql immutable strict parallel safe as $$
    select case when octet_length(given) = length(given) then lower(given collate "C")
      else normalize(${UNDOTTED}, NFC) collate "C" end
  $$`,
  `create function search_form(given text) returns text language sql immutable strict parallel safe as $$
    select search_form_of(btrim(given, ${BLANKS}))
  $$`,
  `create function holds_text(given text, form text) returns boolean language sql immutable strict parallel safe as $$
    select position(form in search_form_of(given)) > 0
  $$`,
  `create function composed(given text) returns text language sql immutable strict parallel safe as $$
    select normalize(btrim(given, ${BLANKS}), NFC)
  $$`,
];
