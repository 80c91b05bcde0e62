// Says under a typed day and time what the other clock shows then, as <p data-other-clock> of a [data-slot].
// The page itself says it as well once it is sent; here it follows the fingers.

// What the clocks of a zone show at a moment, as if that were UTC.
function shown(moment, zone) {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
  });
  const part = Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, Number(value)]));
  return Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute);
}

// The moment at which the clocks of a zone show that; where they skip it, or show it twice, one that is near.
function momentOf(day, time, zone) {
  const wall = Date.parse(`${day}T${time}Z`);
  const once = wall - (shown(wall, zone) - wall);
  return wall - (shown(once, zone) - once);
}

function inWords(zone) {
  const place = zone.split("/").pop().replaceAll("_", " ");
  return /[0-9]/.test(place) || place === place.toUpperCase() ? place : `in ${place}`;
}

function beside(day, time, here, there) {
  if (!day || !time || !there || here === there) {
    return "";
  }
  const moment = momentOf(day, time, here);
  const [mine, theirs] = [shown(moment, here), shown(moment, there)];
  if (Number.isNaN(mine)) {
    return "";
  }
  if (mine === theirs) {
    return `the same ${inWords(there)}`;
  }
  const said = new Date(theirs).toISOString();
  const isOtherDay = said.slice(0, 10) !== new Date(mine).toISOString().slice(0, 10);
  const words = { timeZone: "UTC", weekday: "long", day: "numeric", month: "long" };
  const date = isOtherDay ? `${new Intl.DateTimeFormat("en-GB", words).format(theirs).replace(",", "")}, ` : "";
  return `${date}${said.slice(11, 16)} ${inWords(there)}`;
}

function tell(form) {
  const mine = form.dataset.twoClocks;
  const theirs = form.elements.timezone.value;
  const [here, there] = form.elements.clock.value === "theirs" && theirs ? [theirs, mine] : [mine, theirs];
  for (const slot of form.querySelectorAll("[data-slot]")) {
    const [day, time] = ["date", "time"].map((type) => slot.querySelector(`input[type=${type}]`).value);
    slot.querySelector("[data-other-clock]").textContent = beside(day, time, here, there);
  }
}

for (const form of document.querySelectorAll("form[data-two-clocks]")) {
  form.addEventListener("input", () => tell(form));
  tell(form);
}
