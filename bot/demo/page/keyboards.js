/* Buttons under a message and in place of the phone's keyboard. */

import {byId, element} from "./elements.js";
import {chat, waitingTaps} from "./store.js";

export function inlineKeyboard(message, rows, open) {
  const drawn = rows.map((row) => element(
    "div", {class: "key-row"}, ...row.map((button) => inlineButton(message, button, open)),
  ));
  return element("div", {class: "inline-keyboard"}, ...drawn);
}

function inlineButton(message, button, open) {
  const made = element(
    "button",
    {
      type: "button", class: `key ${button.style ? `key-${button.style}` : ""}`,
      "data-callback": button.callback_data, disabled: "disabled" in button,
    },
    element("span", {class: "key-label"}, button.text),
  );
  const waits = [...waitingTaps.values()].some(
    (tap) => tap.message_id === message.message_id && tap.data === button.callback_data
      && tap.person === open.person,
  );
  if (waits) startWaiting(made);
  if (button.url || "switch_inline_query_current_chat" in button) made.classList.add("key-link");
  made.addEventListener("click", () => press(made, message, button, open));
  return made;
}

function press(made, message, button, open) {
  if (button.url) open.link(button.url) || window.open(button.url, "_blank", "noopener");
  else if (button.copy_text) open.copy(button.copy_text.text);
  else if ("switch_inline_query_current_chat" in button) {
    open.insert(button.switch_inline_query_current_chat);
  } else if (button.callback_data && !made.classList.contains("waiting")) {
    startWaiting(made);
    open.tap(message, button.callback_data);
  }
}

function startWaiting(made) {
  made.classList.add("waiting");
  made.setAttribute("aria-busy", "true");
}

export function endWaiting(messageId, data) {
  const selector = `[data-message-id="${messageId}"] .key.waiting`;
  for (const made of document.querySelectorAll(selector)) {
    if (made.dataset.callback !== data) continue;
    made.classList.remove("waiting");
    made.removeAttribute("aria-busy");
  }
}

export function drawReplyKeyboard(open) {
  const {info, keyboardHidden} = chat();
  const place = byId("reply-keyboard");
  const rows = info?.reply_keyboard?.keyboard ?? [];
  place.hidden = keyboardHidden || !info?.started || info.blocked || rows.length === 0;
  const signature = JSON.stringify([open.person, rows]);
  if (place.dataset.drawn === signature) return;
  place.dataset.drawn = signature;
  place.replaceChildren(...rows.map((row) => element(
    "div", {class: "key-row"}, ...row.map((button) => element(
      "button",
      {
        type: "button", class: `reply-key ${button.style ? `key-${button.style}` : ""}`,
        onclick: () => open.replyKey(button, info.reply_keyboard),
      },
      button.text,
    )),
  )));
}
