// A calendar program: it reads files one after the other (a JSON array on
// standard input), keeps the latest of each event as RFC 5546 has it, and prints
// what it has then, with local times on Italian clocks.
import ICAL from "ical.js";
import { readFileSync } from "node:fs";

const kept = new Map();
const name = [];
for (const text of JSON.parse(readFileSync(0, "utf8"))) {
  const file = new ICAL.Component(ICAL.parse(text));
  name.push(file.getFirstPropertyValue("x-wr-calname"));
  for (const component of file.getAllSubcomponents("vevent")) {
    const event = new ICAL.Event(component);
    const earlier = kept.get(event.uid);
    if (earlier && earlier.sequence > event.sequence) continue;
    if (file.getFirstPropertyValue("method") === "CANCEL") kept.delete(event.uid);
    else kept.set(event.uid, event);
  }
}
const local = (time) =>
  time.toJSDate().toLocaleString("sv-SE", { timeZone: "Europe/Rome" }).slice(0, 16);
console.log(
  JSON.stringify(
    [...kept.values()].map((event) => ({
      calendar: name.at(-1),
      uid: event.uid,
      starts: local(event.startDate),
      ends: local(event.endDate),
      summary: event.summary,
      description: event.description,
      location: event.location ?? "",
      status: event.component.getFirstPropertyValue("status"),
      url: event.component.getFirstPropertyValue("url") ?? "",
      alarms: event.component
        .getAllSubcomponents("valarm")
        .map((alarm) => alarm.getFirstPropertyValue("trigger").toString()),
    })),
  ),
);
