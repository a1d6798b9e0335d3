/* What the page knows: everybody's chats, who is shown, what waits for an answer. */

const chats = new Map();
export const present = {person: null, bot: {name: "", username: ""}};
export const waitingTaps = new Map();

export function chat(person = present.person) {
  if (!chats.has(person)) {
    chats.set(person, {
      info: null, messages: new Map(), draft: "", reply: null, editing: null,
      read: 0, actionUntil: 0, keyboardHidden: false,
    });
  }
  return chats.get(person);
}

export function takeState(state) {
  present.bot = state.bot;
  if (state.reset) {
    for (const one of chats.values()) {
      one.messages.clear();
      Object.assign(one, {reply: null, editing: null, keyboardHidden: false});
    }
    waitingTaps.clear();
  }
  for (const info of state.people) takePerson(info);
  for (const {person, message, reaction} of state.messages) {
    chat(person).messages.set(message.message_id, {message, reaction});
  }
  for (const {person, message_id: id} of state.deleted) chat(person).messages.delete(id);
}

function takePerson(info) {
  const known = chat(info.key);
  const before = JSON.stringify(known.info?.reply_keyboard ?? null);
  if (before !== JSON.stringify(info.reply_keyboard)) known.keyboardHidden = false;
  known.info = info;
  known.actionUntil = Date.now() + info.action_seconds * 1000;
}

export function people() {
  return [...chats.values()].map((one) => one.info).filter(Boolean);
}

export function lastMessage(person) {
  return [...chat(person).messages.values()].at(-1)?.message ?? null;
}

export function unread(person) {
  const {messages, read} = chat(person);
  return [...messages.values()].filter(
    ({message}) => message.from.is_bot && message.message_id > read,
  ).length;
}

export function markRead(person) {
  const ids = [...chat(person).messages.keys()];
  chat(person).read = Math.max(0, ...ids);
  localStorage.setItem(`read-${person}`, String(chat(person).read));
}

export function recallRead(person) {
  chat(person).read = Number(localStorage.getItem(`read-${person}`) ?? 0);
  const newest = Math.max(0, ...chat(person).messages.keys());
  if (chat(person).read > newest) chat(person).read = 0;
}
