/* One message as a bubble. */

import {element, icon} from "./elements.js";
import {formatted} from "./entities.js";
import {inlineKeyboard} from "./keyboards.js";
import {clockTime, fileSize, say} from "./texts.js";

export function briefly(message) {
  const words = message.text ?? message.caption;
  if (words) return words.replace(/\s+/g, " ").slice(0, 120);
  if (message.document) return message.document.file_name;
  const kind = ["photo", "voice", "location", "contact"].find((name) => name in message);
  return kind ? say(kind) : "";
}

export function bubble({message, reaction}, open) {
  const mine = !message.from.is_bot;
  const content = element("div", {class: "bubble"}, ...parts(message, open), signature(message));
  if (reaction.length) content.append(reactionMark(reaction[0].emoji));
  const made = element(
    "article",
    {
      class: `message ${mine ? "from-person" : "from-bot"}`,
      "data-message-id": message.message_id,
      "data-album": message.media_group_id,
    },
    element("div", {class: "bubble-line"}, content, tools(message, mine, open)),
  );
  content.addEventListener("click", (event) => {
    const selecting = String(getSelection()).length > 0;
    if (!selecting && !event.target.closest("a, button, blockquote.expandable, .spoiler, audio")) {
      open.reply(message);
    }
  });
  const keyboard = message.reply_markup?.inline_keyboard;
  if (keyboard) made.append(inlineKeyboard(message, keyboard, open));
  return made;
}

function parts(message, open) {
  const made = [];
  if (message.reply_to_message) made.push(quoted(message.reply_to_message, open));
  if (message.photo) made.push(photo(message.photo.at(-1)));
  if (message.document) made.push(card(message.document));
  if (message.voice) made.push(voice(message.voice));
  if (message.location) made.push(place(message.location));
  if (message.contact) made.push(contactCard(message.contact));
  const words = message.text ?? message.caption;
  if (words) {
    const entities = message.entities ?? message.caption_entities ?? [];
    made.push(element("div", {class: "words"}, ...formatted(words, entities, open)));
  }
  return made;
}

function signature(message) {
  const edited = message.edit_date && !message.from.is_bot ? `${say("edited")} ` : "";
  const when = new Date(message.date * 1000).toISOString();
  return element("time", {class: "signature", datetime: when}, edited + clockTime(message.date));
}

function reactionMark(emoji) {
  return element("span", {class: "reaction", "aria-label": say("bot_reaction", {emoji})}, emoji);
}

function tools(message, mine, open) {
  const tool = (name, act) => element(
    "button",
    {type: "button", class: "tool", "aria-label": say(name), title: say(name), onclick: act},
    icon(name),
  );
  return element(
    "span", {class: "tools"},
    tool("reply", () => open.reply(message)),
    mine && message.text ? tool("edit", () => open.edit(message)) : null,
  );
}

function quoted(original, open) {
  const who = original.from.is_bot ? original.from.first_name : say("you");
  return element(
    "button",
    {type: "button", class: "quoted", onclick: () => open.jump(original.message_id)},
    element("strong", {}, who), element("span", {}, briefly(original)),
  );
}

const fileAddress = (file, name) => `/page/files/${file.file_id}/${encodeURIComponent(name)}`;

function photo(size) {
  const address = fileAddress(size, "photo.jpg");
  const picture = element(
    "img", {src: address, width: size.width, height: size.height, alt: say("photo")},
  );
  return element("a", {class: "photo", href: address, target: "_blank", rel: "noopener"}, picture);
}

function card(file) {
  const name = file.file_name;
  const ending = name.includes(".") ? name.split(".").at(-1).slice(0, 4).toUpperCase() : "";
  const inBrowser = /^(application\/pdf|image\/|audio\/)/.test(file.mime_type);
  const link = element(
    "a",
    {
      class: "file-link", href: fileAddress(file, name), target: inBrowser ? "_blank" : undefined,
      rel: "noopener", download: inBrowser ? undefined : name,
      "aria-label": say("open_file", {name}),
    },
    element("span", {class: `file-icon ${ending === "PDF" ? "pdf" : ""}`, "aria-hidden": "true"}, ending || icon("file")),
    element(
      "span", {class: "file-words"},
      element("span", {class: "file-name"}, name),
      element("span", {class: "file-size"}, fileSize(file.file_size)),
    ),
  );
  return element("div", {class: "document"}, link);
}

function voice(file) {
  const address = fileAddress(file, "voice.oga");
  return element("audio", {class: "voice", controls: true, preload: "none", src: address});
}

function place({latitude, longitude}) {
  const where = `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
  const address = `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${latitude}/${longitude}`;
  return element(
    "a", {class: "place", href: address, target: "_blank", rel: "noopener noreferrer"},
    element("span", {class: "map", "aria-hidden": "true"}, icon("location")),
    element("span", {class: "place-words"}, `${say("location")}: ${where}`),
  );
}

function contactCard(contact) {
  const name = [contact.first_name, contact.last_name].filter(Boolean).join(" ");
  return element(
    "div", {class: "contact"}, element("strong", {}, name), element("span", {}, contact.phone_number),
  );
}
