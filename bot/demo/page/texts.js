/* The page's own texts in the chosen language. */

let texts = {};
export let language = "kk";

export function say(name, blanks = {}) {
  const text = texts[name] ?? name;
  return text.replace(/\{(\w+)\}/g, (whole, blank) => blanks[blank] ?? whole);
}

export function firstLanguage() {
  const wished = [localStorage.getItem("language"), ...navigator.languages];
  const known = wished.map((tag) => (tag ?? "").split("-")[0]);
  return known.find((tag) => ["kk", "ru", "en"].includes(tag)) ?? "kk";
}

export async function loadTexts(chosen) {
  const answer = await fetch(`/page/texts/${chosen}`);
  texts = await answer.json();
  language = chosen;
  localStorage.setItem("language", chosen);
  document.documentElement.lang = chosen;
  document.title = say("title");
  for (const place of document.querySelectorAll("[data-text]")) {
    place.textContent = say(place.dataset.text);
  }
  for (const place of document.querySelectorAll("[data-label]")) {
    place.setAttribute("aria-label", say(place.dataset.label));
    if (place.matches(".icon-button, .to-bottom")) place.title = say(place.dataset.label);
  }
  for (const button of document.querySelectorAll("[data-language]")) {
    button.setAttribute("aria-pressed", String(button.dataset.language === chosen));
  }
}

const ACTIONS = {
  typing: "typing", upload_document: "sending_file", upload_photo: "sending_photo",
};

export const actionWords = (action) => say(ACTIONS[action] ?? "busy");

export function clockTime(seconds) {
  return new Date(seconds * 1000).toLocaleTimeString(language, {timeStyle: "short", hourCycle: "h23"});
}

export function dayName(seconds) {
  const day = new Date(seconds * 1000);
  return day.toDateString() === new Date().toDateString() ? say("today") : dateWords(day);
}

/* By hand, since browsers come without Kazakh months. */
export function dateWords(day) {
  const month = say("months").split(" ")[day.getMonth()];
  return say("date", {day: day.getDate(), month, year: day.getFullYear()});
}

export function fileSize(bytes) {
  const kilo = bytes / 1024;
  const [value, unit] = kilo < 1024 ? [kilo, "kilobytes"] : [kilo / 1024, "megabytes"];
  const size = value.toFixed(value < 10 ? 1 : 0);
  return say(unit, {size: language === "en" ? size : size.replace(".", ",")});
}
