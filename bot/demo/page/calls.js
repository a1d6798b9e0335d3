/* What the page asks the server to do. */

async function post(address, body, headers = {}) {
  const answer = await fetch(address, {method: "POST", body, headers});
  const told = await answer.json().catch(() => ({error: `${answer.status}`}));
  if (!answer.ok) throw new Error(told.error ?? String(answer.status));
  return told.result;
}

export function call(address, body = {}) {
  return post(`/page/${address}`, JSON.stringify(body), {"Content-Type": "application/json"});
}

export function act(person, action, body) {
  return call(`people/${person}/${action}`, body);
}

export function upload(person, kind, files, caption) {
  const form = new FormData();
  for (const file of files) form.append("file", file, file.name);
  if (caption) form.append("caption", caption);
  return post(`/page/people/${person}/${kind}`, form);
}

export function listen(onState, onConnection) {
  const source = new EventSource("/page/changes");
  source.addEventListener("message", (event) => onState(JSON.parse(event.data)));
  source.addEventListener("open", () => onConnection(true));
  source.addEventListener("error", () => {
    onConnection(false);
    if (source.readyState === EventSource.CLOSED) setTimeout(() => listen(onState, onConnection), 2000);
  });
}
