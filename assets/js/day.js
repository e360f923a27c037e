// A day as the page's language writes it, by what the builder knows of CLDR: many
// browsers have no Albanian, Pashto, Sinhala or Tigrinya, and would write English.
// Without a zone it is the day where the telephone is.
export function writtenDay(at, { weekdays, months }, pattern, timeZone) {
  const [month, day, year] = new Intl.DateTimeFormat("en-US", { timeZone }).format(at).split("/");
  const weekday = weekdays[new Date(Date.UTC(year, month - 1, day)).getUTCDay()];
  const parts = { weekday, day, month: months[month - 1], number: month, year };
  return pattern.replace(/{(\w+)}/g, (_, part) => parts[part]);
}
