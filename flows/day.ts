// Days as the desk types them, and working days ahead. A day is `YYYY-MM-DD`, of whatever zone the caller means.

/** `2026-11-28`, `28/11`, `28.11.2026` or `28/11/26` → the day, the next such day when no year is given. */
export function parseDay(text: string, today: string): string | undefined {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text.trim());
  if (iso) return real(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const short = /^(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{2}|\d{4}))?$/.exec(text.trim());
  if (!short) return undefined;
  const [, day, month, year] = short;
  if (year) return real(Number(year) + (year.length === 2 ? 2000 : 0), Number(month), Number(day));
  const thisYear = Number(today.slice(0, 4));
  const soon = real(thisYear, Number(month), Number(day));
  return soon && soon >= today ? soon : real(thisYear + 1, Number(month), Number(day));
}

function real(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.toISOString().slice(0, 10) : undefined;
}

/** The next working days (Monday to Friday) after today. */
export function workingDaysAfter(today: string, count: number): string[] {
  const days: string[] = [];
  const date = new Date(`${today}T00:00:00Z`);
  while (days.length < count) {
    date.setUTCDate(date.getUTCDate() + 1);
    if (date.getUTCDay() % 6 !== 0) days.push(date.toISOString().slice(0, 10));
  }
  return days;
}
