/* The messages of the chat that is shown: redrawn only where they changed, without jumps. */

import {byId, element} from "./elements.js";
import {bubble} from "./messages.js";
import {chat} from "./store.js";
import {dayName, say} from "./texts.js";

const NEAR = 80;
const drawn = new Map();
let missed = 0;
let following = true;
let lastTop = 0;

const log = () => byId("log");
const nearBottom = () => log().scrollHeight - log().scrollTop - log().clientHeight < NEAR;

export function drawAll(open) {
  drawn.clear();
  log().replaceChildren();
  drawChanges(open);
  scrollToBottom();
}

export function drawChanges(open) {
  const {messages} = chat();
  const added = [];
  for (const [id, made] of drawn) {
    if (!messages.has(id)) {
      made.remove();
      drawn.delete(id);
    }
  }
  for (const [id, posted] of messages) {
    const old = drawn.get(id);
    if (old?.posted === posted) continue;
    const fresh = bubble(posted, open);
    fresh.posted = posted;
    if (old) exchange(old, fresh);
    else {
      log().append(fresh);
      added.push(posted.message);
    }
    drawn.set(id, fresh);
  }
  drawSurroundings();
  follow(added);
  return added;
}

function exchange(old, fresh) {
  const above = old.offsetTop + old.offsetHeight <= log().scrollTop;
  const height = old.offsetHeight;
  const buttons = [...old.querySelectorAll("button")];
  const focused = buttons.indexOf(document.activeElement);
  const data = document.activeElement?.dataset?.callback;
  old.replaceWith(fresh);
  if (above) log().scrollTop += fresh.offsetHeight - height;
  if (focused < 0) return;
  const next = [...fresh.querySelectorAll("button")];
  const same = next.find((button) => data !== undefined && button.dataset.callback === data);
  (same ?? next[Math.min(focused, next.length - 1)] ?? log()).focus({preventScroll: true});
}

function drawSurroundings() {
  for (const old of log().querySelectorAll(".day, .welcome")) old.remove();
  let day = "";
  let before = null;
  for (const made of log().querySelectorAll(".message")) {
    const {message} = made.posted;
    const name = dayName(message.date);
    if (name !== day) made.before(element("div", {class: "day"}, element("span", {}, name)));
    const follows = before && name === day && before.from.id === message.from.id;
    made.classList.toggle("follows", Boolean(follows));
    day = name;
    before = message;
  }
  const {info} = chat();
  if (!before && info && !info.started) log().append(welcome(info));
}

function welcome(info) {
  return element(
    "div", {class: "welcome"},
    element("strong", {}, say("what_it_can")),
    info.description ? element("p", {}, info.description) : null,
  );
}

function follow(added) {
  const own = added.some((message) => !message.from.is_bot);
  if (following || own) return scrollToBottom();
  missed += added.length;
  showWayDown();
}

export function scrollToBottom() {
  log().scrollTop = log().scrollHeight;
  lastTop = log().scrollTop;
  following = true;
  missed = 0;
  showWayDown();
}

function showWayDown() {
  const away = !following;
  if (!away) missed = 0;
  byId("to-bottom").hidden = !away;
  byId("to-bottom-count").textContent = missed ? String(missed) : "";
}

export function jumpTo(id) {
  const made = drawn.get(id);
  if (!made) return;
  following = false;
  made.scrollIntoView({block: "center"});
  made.classList.add("flash");
  setTimeout(() => made.classList.remove("flash"), 1200);
}

function stay() {
  if (following) scrollToBottom();
}

/* Only a movement upwards is the reader's wish to leave the bottom: a log that shrank is not. */
function noticeScroll() {
  const top = log().scrollTop;
  if (nearBottom()) following = true;
  else if (top < lastTop - 1) following = false;
  lastTop = top;
  showWayDown();
}

export function keepAtBottom() {
  log().addEventListener("scroll", noticeScroll, {passive: true});
  log().addEventListener("load", stay, true);
  new ResizeObserver(stay).observe(log());
}

