/** Time zones for which some browsers still have a name that IANA has replaced. */
const RENAMED: Readonly<Record<string, string>> = {
  'Africa/Asmera': 'Africa/Asmara',
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'America/Godthab': 'America/Nuuk',
  'America/Indianapolis': 'America/Indiana/Indianapolis',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
};

/**
 * The reader's time zone. There is no other on the dashboard: days are asked for and shown in it, the server is told its
 * name when it groups by days, files are written in it, and pages name it.
 */
export const TIME_ZONE = nameOf(new Intl.DateTimeFormat().resolvedOptions().timeZone);

/** Formats a moment for files: ISO 8601 with the reader's offset from UTC. */
export function isoHere(iso: string): string {
  const date = new Date(iso);
  if (TIME_ZONE === 'UTC') return iso;
  const ahead = -date.getTimezoneOffset();
  const clock = new Date(date.getTime() + ahead * 60_000).toISOString().slice(0, -1);
  const [hours, minutes] = [Math.trunc(Math.abs(ahead) / 60), Math.abs(ahead) % 60].map((part) =>
    String(part).padStart(2, '0'),
  );
  return `${clock}${ahead < 0 ? '-' : '+'}${hours ?? ''}:${minutes ?? ''}`;
}

function nameOf(zone: string): string {
  return RENAMED[zone] ?? zone;
}
