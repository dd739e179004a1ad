// Standard input: a calendar, and wall-clock times. Output: what ical.js reads in it, and which Unix seconds its zones call so.
import ICAL from "ical.js";
import { readFileSync } from "node:fs";

const given = JSON.parse(readFileSync(0, "utf8"));
const calendar = new ICAL.Component(ICAL.parse(given.calendar));
for (const zone of calendar.getAllSubcomponents("vtimezone")) {
  ICAL.TimezoneService.register(zone);
}

const time = (value) => ({ text: value.toString(), isDate: value.isDate, zone: value.zone.tzid, unix: value.toUnixTime() });
const values = (component) =>
  Object.fromEntries(component.getAllProperties().map((property) => [property.name, property.getValues().map(String)]));

function event(component) {
  const { startDate, endDate } = new ICAL.Event(component);
  return { ...values(component), start: time(startDate), end: time(endDate) };
}

function clock(component) {
  const zone = new ICAL.Timezone(component);
  const unix = (wallClock) => Object.assign(ICAL.Time.fromString(wallClock), { zone }).toUnixTime();
  return [zone.tzid, given.times.map(unix)];
}

console.log(JSON.stringify({
  ...values(calendar),
  components: calendar.getAllSubcomponents().map((component) => component.name),
  events: calendar.getAllSubcomponents("vevent").map(event),
  clocks: Object.fromEntries(calendar.getAllSubcomponents("vtimezone").map(clock)),
}));
