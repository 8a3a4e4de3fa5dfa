/** Code points that JavaScript's `trim` removes, for `btrim`. */
const BLANKS =
  "E' \\t\\n\\u000b\\f\\r\\u00a0\\u1680\\u2000\\u2001\\u2002\\u2003\\u2004\\u2005\\u2006\\u2007\\u2008\\u2009\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff'";

/** Folds case as `searchForm` does: by ICU, because the database's own order may know ASCII only. */
const FOLDED = `lower(upper(lower(normalize(given, NFD) collate "und-x-icu")))`;

/** Marks that are written on letters of any script, but for the dot above: PostgreSQL's patterns know no classes of Unicode. */
const OTHER_MARKS = String.raw`\0300-\0306\0308-\036f\1ab0-\1aff\1dc0-\1dff\20d0-\20ff\fe20-\fe2f`;

/** Removes the dot above an i, behind other marks as well. */
const UNDOTTED = `regexp_replace(replace(${FOLDED}, 'ς', 'σ'), U&'(i[${OTHER_MARKS}]*)\\0307', '\\1', 'g')`;

/**
 * Functions that searches compare texts with, which `server/ledger/text.ts` defines; SQLite calls that itself. Texts of ASCII,
 * which most are, take the short way. Case follows the version of ICU that PostgreSQL was built with: an old one, such as 60 in
 * the packages of the tests, leaves letters as they are that Unicode has paired since, such as Georgian capitals.
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
