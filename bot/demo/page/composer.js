/* Writing, replying, attaching, the bot's commands. */

import {act, upload} from "./calls.js";
import {askLocation, confirmed, toast} from "./dialogs.js";
import {byId, element} from "./elements.js";
import {briefly} from "./messages.js";
import {chat, present} from "./store.js";
import {say} from "./texts.js";

const TALLEST = 160;
const field = () => byId("composer-text");

export async function attempt(promise) {
  try {
    return await promise;
  } catch (reason) {
    toast(say("not_sent", {reason: reason.message}));
    return null;
  }
}

export const perform = (action, body) => attempt(act(present.person, action, body));

export function drawComposer() {
  const {info, draft} = chat();
  if (!info) return;
  const button = byId("start-button");
  button.hidden = info.started && !info.blocked;
  button.textContent = say(info.blocked ? "restart" : "start");
  byId("composer").hidden = !button.hidden;
  byId("menu-button").hidden = info.commands.length === 0;
  const wished = chat().info.reply_keyboard?.input_field_placeholder;
  field().placeholder = wished ?? say("message");
  field().setAttribute("aria-label", say("message"));
  if (document.activeElement !== field() || field().value === "") field().value = draft;
  grow();
  drawContext();
}

function drawContext() {
  const {reply, editing} = chat();
  const about = editing ?? reply;
  byId("context").hidden = !about;
  if (!about) return;
  byId("context-icon").setAttribute("href", editing ? "#icon-edit" : "#icon-reply");
  const who = about.from.is_bot ? about.from.first_name : say("you");
  byId("context-title").textContent = editing ? say("editing") : who;
  byId("context-text").textContent = briefly(about);
}

function grow() {
  field().style.height = "auto";
  field().style.height = `${Math.min(field().scrollHeight, TALLEST)}px`;
}

export function write(words) {
  chat().draft = words;
  field().value = words;
  grow();
}

export function replyTo(message) {
  Object.assign(chat(), {reply: message, editing: null});
  drawContext();
  field().focus();
}

export function startEditing(message) {
  Object.assign(chat(), {reply: null, editing: message});
  write(message.text);
  drawContext();
  field().focus();
}

function endContext() {
  if (chat().editing) write("");
  Object.assign(chat(), {reply: null, editing: null});
  drawContext();
}

async function send(event) {
  event?.preventDefault();
  const words = field().value.trim();
  if (!words) return;
  const {editing, reply} = chat();
  write("");
  const sent = editing
    ? await perform("edit", {message_id: editing.message_id, text: words})
    : await perform("text", {text: words, reply_to: reply?.message_id});
  if (sent === null) write(words);
  else endContext();
}

export function pressReplyKey(button, keyboard) {
  if (keyboard.one_time_keyboard) chat().keyboardHidden = true;
  if (button.request_location) return shareLocation();
  if (button.request_contact) return shareContact();
  return perform("text", {text: button.text});
}

async function shareContact() {
  if (await confirmed(say("share_contact"), say("send"))) await perform("contact");
}

async function shareLocation() {
  const where = await askLocation();
  if (where) await perform("location", where);
}

async function sendFiles(input, kind) {
  const files = [...input.files];
  input.value = "";
  if (!files.length) return;
  const caption = field().value.trim();
  write("");
  await attempt(upload(present.person, kind, files, caption));
}

export function popup(buttonId, popupId, fill = () => {}) {
  const button = byId(buttonId);
  const place = byId(popupId);
  const show = (open) => {
    place.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
    if (open) place.querySelector("button")?.focus();
  };
  button.addEventListener("click", () => {
    fill(place);
    show(place.hidden);
  });
  place.addEventListener("click", () => show(false));
  place.addEventListener("keydown", (event) => moveFocus(event, place, () => {
    show(false);
    button.focus();
  }));
  document.addEventListener("pointerdown", (event) => {
    if (!place.contains(event.target) && !button.contains(event.target)) show(false);
  });
}

function moveFocus(event, place, leave) {
  const steps = {ArrowDown: 1, ArrowUp: -1};
  if (event.key === "Escape") return leave();
  if (!(event.key in steps)) return;
  event.preventDefault();
  const buttons = [...place.querySelectorAll("button")];
  const next = buttons.indexOf(document.activeElement) + steps[event.key];
  buttons.at(next % buttons.length)?.focus();
}

function fillCommands(place) {
  place.replaceChildren(...chat().info.commands.map(({command, description}) => element(
    "button",
    {type: "button", role: "menuitem", "data-command": command,
      onclick: () => perform("text", {text: `/${command}`})},
    element("strong", {}, `/${command}`), element("span", {}, description),
  )));
}

export function connectComposer() {
  byId("composer").addEventListener("submit", send);
  byId("start-button").addEventListener("click", () => perform("start"));
  byId("context-cancel").addEventListener("click", endContext);
  field().addEventListener("input", () => {
    chat().draft = field().value;
    grow();
  });
  field().addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) send(event);
    if (event.key === "Escape") endContext();
  });
  popup("menu-button", "commands", fillCommands);
  popup("attach-button", "attachments");
  for (const [name, kind] of [["photo", "photos"], ["file", "documents"]]) {
    byId(`attach-${name}-button`).addEventListener("click", () => byId(`attach-${name}`).click());
    byId(`attach-${name}`).addEventListener("change", (event) => sendFiles(event.target, kind));
  }
  byId("attach-location").addEventListener("click", shareLocation);
}

