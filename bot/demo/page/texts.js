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
  if (day.toDateString() === new Date().toDateString()) return say("today");
  return day.toLocaleDateString(language, {day: "numeric", month: "long", year: "numeric"});
}

export function fileSize(bytes) {
  const kilo = bytes / 1024;
  const [value, unit] = kilo < 1024 ? [kilo, "kilobyte"] : [kilo / 1024, "megabyte"];
  return new Intl.NumberFormat(language, {
    style: "unit", unit, unitDisplay: "short", maximumFractionDigits: 1,
  }).format(value);
}
