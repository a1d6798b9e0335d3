/* Questions and notices above the page. */

import {byId, element} from "./elements.js";
import {say} from "./texts.js";

let toastTimer = 0;

export function toast(words) {
  const place = byId("toast");
  place.textContent = words;
  place.hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => { place.hidden = true; }, 3500);
}

export function ask(title, body, buttons) {
  const dialog = byId("dialog");
  byId("dialog-title").textContent = title;
  byId("dialog-body").replaceChildren(...body);
  byId("dialog-buttons").replaceChildren(...buttons);
  dialog.returnValue = "";
  if (dialog.open) dialog.close("");
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue), {once: true});
  });
}

function choice(value, words, style = "") {
  return element("button", {type: "submit", value, class: `dialog-button ${style}`}, words);
}

export async function confirmed(question, yes, style = "") {
  const buttons = [choice("yes", yes, `strong ${style}`), choice("no", say("cancel"))];
  return (await ask(question, [], buttons)) === "yes";
}

export function alertBox(words) {
  return ask(words, [], [choice("yes", say("ok"), "strong")]);
}

export function choosePerson(people) {
  const rows = people.map((info) => element(
    "button",
    {type: "submit", value: info.key, class: "dialog-person", "data-open-as": info.key},
    element("span", {class: `avatar avatar-${info.key}`, "aria-hidden": "true"}, info.initials),
    element("span", {}, `${say(info.key)} · ${info.name}`),
  ));
  return ask(say("open_as"), rows, [choice("", say("cancel"))]);
}

export async function askLocation() {
  const field = (id, name, value) => [
    element("label", {for: id}, say(name)),
    element("input", {id, type: "number", step: "any", value, required: true}),
  ];
  const body = [
    element("p", {}, say("location_hint")),
    element(
      "div", {class: "dialog-fields"},
      ...field("latitude", "latitude", "51.12830"), ...field("longitude", "longitude", "71.43050"),
    ),
  ];
  const cancel = element(
    "button", {type: "submit", value: "no", class: "dialog-button", formnovalidate: true}, say("cancel"),
  );
  const answer = await ask(say("send_location"), body, [choice("yes", say("send"), "strong"), cancel]);
  if (answer !== "yes") return null;
  return {latitude: Number(byId("latitude").value), longitude: Number(byId("longitude").value)};
}
