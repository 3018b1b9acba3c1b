/** Time zones: which there are, and what their clocks show. */

/** What a clock on the wall shows: the date as `YYYY-MM-DD` and the time as `HH:MM` of 24 hours. */
export interface LocalTime {
  readonly date: string;
  readonly time: string;
}

// A formatter costs thirty times what it takes to use it. Only zones that exist get in, so this stays small.
const formatters = new Map<string, Intl.DateTimeFormat>();

/** Throws a RangeError where there is no such zone. */
function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known) return known;
  // Swedish writes dates and times as ISO 8601 does, so that a reading need not be taken apart and put together.
  const formatter = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  formatters.set(zone, formatter);
  return formatter;
}

/** What a zone's clock shows at an instant, in milliseconds since the epoch. */
export function localTime(zone: string, now: number): LocalTime {
  const text = formatterOf(zone).format(now);
  return { date: text.slice(0, 10), time: text.slice(11) };
}

/** The clocks of all zones at one instant, in milliseconds since the epoch; each zone's is read once. */
export function clocksAt(now: number): (zone: string) => LocalTime {
  const readings = new Map<string, LocalTime>();
  return (zone) => {
    const known = readings.get(zone);
    if (known) return known;
    const reading = localTime(zone, now);
    readings.set(zone, reading);
    return reading;
  };
}
