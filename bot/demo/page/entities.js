/* Text with its entities: bold, links, folded quotes. Offsets are UTF-16, as JavaScript's own. */

import {element} from "./elements.js";
import {clockTime, dateWords, language, say} from "./texts.js";

const PLAIN = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code",
  pre: "pre", blockquote: "blockquote",
};
const LINES_SHOWN = 3;

export function formatted(text, entities, open) {
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return pieces(text, sorted, 0, text.length, open);
}

function pieces(text, entities, start, end, open) {
  const made = [];
  let position = start;
  let rest = entities;
  while (rest.length) {
    const [first, ...others] = rest;
    const stop = Math.min(first.offset + first.length, end);
    if (first.offset >= position) {
      made.push(textAfter(made, text.slice(position, first.offset)));
      const inner = others.filter((one) => one.offset < stop);
      const children = pieces(text, inner, first.offset, stop, open);
      made.push(wrapped(first, children, text.slice(first.offset, stop), open));
      position = stop;
    }
    rest = others.filter((one) => one.offset >= position);
  }
  made.push(textAfter(made, text.slice(position, end)));
  return made.filter((piece) => piece !== "");
}

/* A block ends its line by itself: the line feed after it would show as an empty line. */
function textAfter(made, words) {
  const block = ["BLOCKQUOTE", "PRE"].includes(made.at(-1)?.tagName);
  return block ? words.replace(/^\n/, "") : words;
}

function wrapped(entity, children, words, open) {
  if (entity.type in PLAIN) return element(PLAIN[entity.type], {}, ...children);
  const special = SPECIAL[entity.type];
  return special ? special(entity, children, words, open) : element("span", {}, ...children);
}

const SPECIAL = {
  expandable_blockquote: (entity, children) => foldedQuote(children),
  spoiler: (entity, children) => hiddenWords(children),
  text_link: (entity, children, words, open) => link(entity.url, children, open),
  url: (entity, children, words, open) => link(words, children, open),
  bot_command: (entity, children, words, open) => element(
    "button", {type: "button", class: "command", onclick: () => open.command(words)}, ...children,
  ),
  date_time: (entity, children) => moment(entity, children),
};

export function link(address, children, open) {
  const whole = /^[a-z]+:/i.test(address) ? address : `https://${address}`;
  if (!/^(https?|tg):/i.test(whole)) return element("span", {}, ...children);
  const attributes = {href: whole, target: "_blank", rel: "noopener noreferrer"};
  const made = element("a", attributes, ...children);
  made.addEventListener("click", (event) => {
    if (open.link(whole)) event.preventDefault();
  });
  return made;
}

function foldedQuote(children) {
  const words = element("div", {class: "quote-words"}, ...children);
  const button = element("button", {type: "button", class: "fold", "aria-expanded": "false"});
  const quote = element("blockquote", {class: "expandable folded"}, words, button);
  const turn = (folded) => {
    quote.classList.toggle("folded", folded);
    button.setAttribute("aria-expanded", String(!folded));
    button.textContent = say(folded ? "show_more" : "show_less");
  };
  turn(true);
  quote.addEventListener("click", (event) => {
    if (!event.target.closest("a")) turn(!quote.classList.contains("folded"));
  });
  requestAnimationFrame(() => {
    const line = parseFloat(getComputedStyle(words).lineHeight);
    if (words.scrollHeight <= line * LINES_SHOWN + 2) {
      quote.classList.remove("expandable", "folded");
      button.remove();
    }
  });
  return quote;
}

function hiddenWords(children) {
  const made = element(
    "span", {class: "spoiler", role: "button", tabindex: "0", "aria-label": say("reveal")},
    ...children,
  );
  const reveal = (event) => {
    if (event.type === "keydown" && event.key !== "Enter") return;
    made.classList.add("revealed");
    for (const name of ["role", "tabindex", "aria-label"]) made.removeAttribute(name);
  };
  made.addEventListener("click", reveal);
  made.addEventListener("keydown", reveal);
  return made;
}

function moment(entity, children) {
  const when = new Date(entity.unix_time * 1000);
  const form = entity.date_time_format ?? "";
  const shown = form ? spoken(when, form) : null;
  const attributes = {datetime: when.toISOString(), title: `${dateWords(when)}, ${clockTime(when / 1000)}`};
  return element("time", attributes, ...(shown ? [shown] : children));
}

function spoken(when, form) {
  if (form === "r" && Intl.RelativeTimeFormat.supportedLocalesOf(language).length) {
    const days = Math.round((when - Date.now()) / 86400000);
    return new Intl.RelativeTimeFormat(language, {numeric: "auto"}).format(days, "day");
  }
  const weekday = form.includes("w") && Intl.DateTimeFormat.supportedLocalesOf(language).length
    ? when.toLocaleDateString(language, {weekday: "long"}) : "";
  const date = /[dr]/i.test(form) ? dateWords(when) : "";
  const time = /t/i.test(form) ? clockTime(when / 1000) : "";
  return [weekday, date, time].filter(Boolean).join(", ");
}
