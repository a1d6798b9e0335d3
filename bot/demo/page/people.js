/* The list of persons one can be. */

import {byId, element} from "./elements.js";
import {briefly} from "./messages.js";
import {chat, lastMessage, people, present, unread} from "./store.js";
import {actionWords, clockTime, say} from "./texts.js";

export function drawPeople(choose) {
  const list = byId("people");
  const focused = document.activeElement?.dataset?.person;
  list.replaceChildren(...people().map((info) => element("li", {}, row(info, choose))));
  if (focused) list.querySelector(`[data-person="${focused}"]`)?.focus();
}

function row(info, choose) {
  const count = info.key === present.person ? 0 : unread(info.key);
  const last = lastMessage(info.key);
  return element(
    "button",
    {
      type: "button", class: "person", "data-person": info.key,
      "aria-current": info.key === present.person ? "true" : undefined,
      onclick: () => choose(info.key),
    },
    element("span", {class: `avatar avatar-${info.key}`, "aria-hidden": "true"}, info.initials),
    element(
      "span", {class: "person-words"},
      element("span", {class: "person-role"}, say(info.key)),
      element("span", {class: "person-name"}, info.name),
      element("span", {class: "person-last"}, summary(info.key, last)),
    ),
    element(
      "span", {class: "person-side"},
      element("span", {class: "person-time"}, last ? clockTime(last.edit_date ?? last.date) : ""),
      count ? element("span", {class: "unread", "aria-label": say("unread", {count})}, String(count)) : null,
    ),
  );
}

function summary(person, last) {
  if (Date.now() < chat(person).actionUntil) return actionWords(chat(person).info.action);
  if (!last) return say("no_messages");
  return last.from.is_bot ? briefly(last) : `${say("you")}: ${briefly(last)}`;
}
