/* The chat page: brings its parts together. */

import {act, call, listen} from "./calls.js";
import {
  attempt, connectComposer, drawComposer, perform, popup, pressReplyKey, replyTo, startEditing, write,
} from "./composer.js";
import {alertBox, choosePerson, confirmed, toast} from "./dialogs.js";
import {byId} from "./elements.js";
import {drawReplyKeyboard, endWaiting} from "./keyboards.js";
import {
  drawAll, drawChanges, jumpTo, keepAtBottom, scrollToBottom,
} from "./log.js";
import {briefly} from "./messages.js";
import {drawPeople} from "./people.js";
import {chat, markRead, people, present, recallRead, takeState, waitingTaps} from "./store.js";
import {actionWords, firstLanguage, loadTexts, say} from "./texts.js";

const SECONDS_A_TAP_WAITS = 30;

const open = {
  get person() { return present.person; },
  reply: replyTo,
  edit: startEditing,
  jump: jumpTo,
  insert: write,
  replyKey: pressReplyKey,
  command: (words) => perform("text", {text: words}),
  copy: async (words) => {
    await navigator.clipboard.writeText(words).catch(() => null);
    toast(say("copied"));
  },
  link: openLink,
  tap: tapButton,
};

function openLink(address) {
  const found = address.match(/^(?:https?:\/\/t\.me\/|tg:\/\/resolve\?domain=)(\w+)(?:[?&]start=([\w-]*))?/);
  if (!found || found[1].toLowerCase() !== present.bot.username.toLowerCase()) return false;
  choosePerson(people()).then(async (key) => {
    if (!key) return;
    choose(key);
    await attempt(act(key, "start", {payload: found[2] || null}));
  });
  return true;
}

async function tapButton(message, data) {
  const person = present.person;
  /* The button may have gone a moment ago: then the new keyboard is all that needs to be said. */
  const query = await act(person, "tap", {message_id: message.message_id, data}).catch(() => null);
  if (query === null) return endWaiting(message.message_id, data);
  const tap = {person, message_id: message.message_id, data};
  if (early.has(query)) return settle(tap, early.get(query));
  waitingTaps.set(query, tap);
  setTimeout(() => {
    if (waitingTaps.delete(query) && present.person === person) endWaiting(message.message_id, data);
  }, SECONDS_A_TAP_WAITS * 1000);
}

const early = new Map();

function takeAnswer(answer) {
  const tap = waitingTaps.get(answer.id);
  if (!tap) return early.set(answer.id, answer);
  waitingTaps.delete(answer.id);
  settle(tap, answer);
}

function settle(tap, answer) {
  if (tap.person !== present.person) return;
  endWaiting(tap.message_id, tap.data);
  if (answer.url) openLink(answer.url);
  if (!answer.text) return;
  if (answer.show_alert) alertBox(answer.text);
  else toast(answer.text);
}

function takeChanges(state) {
  takeState(state);
  if (state.reset) {
    for (const info of people()) recallRead(info.key);
    present.person ??= localStorage.getItem("person") ?? people()[0]?.key ?? null;
    if (!people().some((info) => info.key === present.person)) present.person = people()[0]?.key;
    drawAll(open);
    early.clear();
  } else {
    announce(drawChanges(open));
  }
  drawAround();
  if (!state.reset) state.answers.forEach(takeAnswer);
}

function announce(messages) {
  const words = messages.filter((message) => message.from.is_bot).map(briefly).join(". ");
  if (words) byId("announcements").textContent = words;
}

function drawAround() {
  if (!document.hidden) markRead(present.person);
  drawPeople(choose);
  drawHead();
  drawComposer();
  drawReplyKeyboard(open);
}

function drawHead() {
  const {info, actionUntil} = chat();
  if (!info) return;
  const left = actionUntil - Date.now();
  byId("bot-name").textContent = info.bot_name;
  byId("bot-status").textContent = left > 0 ? actionWords(info.action) : say("bot");
  byId("bot-status").classList.toggle("busy", left > 0);
  byId("block").textContent = say(info.blocked ? "unblock" : "block");
  document.querySelector("main").setAttribute("aria-label", say("chat_with", {name: info.bot_name}));
  if (left > 0) setTimeout(drawAround, left + 50);
}

function choose(person) {
  present.person = person;
  localStorage.setItem("person", person);
  drawAll(open);
  drawAround();
}

async function chooseLanguage(language) {
  await loadTexts(language);
  drawTheme();
  await call("language", {language});
  if (present.person) choose(present.person);
}

async function startOver() {
  if (!await confirmed(say("start_over_question"), say("start_over"), "danger")) return;
  await attempt(call("start-over"));
  toast(say("started_over"));
}

const dark = () => (document.documentElement.dataset.theme
  ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";

function drawTheme() {
  const words = say(dark() ? "light" : "dark");
  byId("theme").setAttribute("aria-label", words);
  byId("theme").title = words;
  byId("start-over").title = say("start_over");
}

function switchTheme() {
  document.documentElement.dataset.theme = dark() ? "light" : "dark";
  localStorage.setItem("theme", document.documentElement.dataset.theme);
  drawTheme();
}

function connect() {
  for (const button of document.querySelectorAll("button[data-language]")) {
    button.addEventListener("click", () => chooseLanguage(button.dataset.language));
  }
  byId("theme").addEventListener("click", switchTheme);
  byId("start-over").addEventListener("click", startOver);
  byId("to-bottom").addEventListener("click", scrollToBottom);
  byId("block").addEventListener("click", () => perform(chat().info.blocked ? "unblock" : "block"));
  popup("more", "more-menu");
  connectComposer();
  keepAtBottom();
  document.addEventListener("visibilitychange", () => { if (present.person) drawAround(); });
}

const theme = localStorage.getItem("theme");
if (theme) document.documentElement.dataset.theme = theme;
connect();
await chooseLanguage(firstLanguage());
listen(takeChanges, (online) => { byId("offline").hidden = online; });
