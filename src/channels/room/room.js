// The room's page: who speaks, what that person sees, live; text is only ever set as text.
const byId = (id) => document.getElementById(id);
const lines = [];
let people = [];
let me = null;
let chat = "group";
let quoting = null;
/** Lines each person has seen, by `person|chat`. */
const seen = new Map();

const chatOf = (who, where) => (where === "group" ? "group" : who);
const visible = () => lines.filter((l) => l.chat === chatOf(me, chat));
const unread = (who, where) => lines.filter((l) => l.chat === chatOf(who, where) && l.from !== who).length - (seen.get(`${who}|${where}`) ?? 0);
const markSeen = () => seen.set(`${me}|${chat}`, visible().filter((l) => l.from !== me).length);

function element(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

function drawPeople() {
  const nav = byId("people");
  const focused = document.activeElement?.dataset?.person;
  nav.replaceChildren(
    ...people.map((p) => {
      const button = element("button");
      button.type = "button";
      button.role = "tab";
      button.dataset.person = p.id;
      button.setAttribute("aria-selected", String(p.id === me));
      button.append(element("span", "role", p.role), element("span", "", p.name));
      const waiting = p.id === me ? 0 : unread(p.id, "private");
      if (waiting > 0) {
        const badge = element("span", "new", String(waiting));
        badge.setAttribute("aria-label", `${waiting}条新私聊`);
        button.append(badge);
      }
      button.addEventListener("click", () => {
        me = p.id;
        if (unread(me, "private") > 0) chat = "private";
        quoting = null;
        draw();
      });
      return button;
    }),
  );
  if (focused) nav.querySelector(`[data-person="${CSS.escape(focused)}"]`)?.focus();
}

function drawTabs() {
  for (const where of ["group", "private"]) {
    const tab = byId(`tab-${where}`);
    tab.setAttribute("aria-selected", String(where === chat));
    const waiting = where === chat ? 0 : unread(me, where);
    if (waiting > 0) tab.dataset.new = String(waiting);
    else delete tab.dataset.new;
  }
  const person = people.find((p) => p.id === me);
  byId("whoami").textContent = person ? `您现在是：${person.role} ${person.name}` : "";
  byId("mention").hidden = chat !== "group";
}

function lineNode(line) {
  const node = element("li", line.from === me ? "mine" : line.from === "bot" ? "bot" : "");
  node.append(element("div", "name", line.from === me ? "我" : line.name));
  const bubble = element("div", "bubble");
  if (line.quote) bubble.append(element("div", "quote", line.quote));
  bubble.append(document.createTextNode(line.text));
  for (const file of line.files) {
    const link = element("a", "", `📎 ${file.name}`);
    link.href = `/download/${encodeURIComponent(file.id)}`;
    bubble.append(element("br"), link);
  }
  node.append(bubble);
  if (line.buttons.length > 0) {
    const presses = element("div", "presses");
    for (const b of line.buttons.flat()) {
      const button = element("button", "", b.label);
      button.type = "button";
      button.addEventListener("click", () => say({ text: "", button: b.data, shown: b.label }));
      presses.append(button);
    }
    node.append(presses);
  }
  const reply = element("button", "reply", "引用");
  reply.type = "button";
  reply.addEventListener("click", () => {
    quoting = line;
    drawQuote();
    byId("text").focus();
  });
  node.append(reply);
  return node;
}

function drawQuote() {
  byId("quoting").hidden = quoting === null;
  byId("quoting").firstElementChild.textContent = quoting ? `引用：${quoting.text}` : "";
}

function draw() {
  markSeen();
  drawPeople();
  drawTabs();
  drawQuote();
  const list = byId("lines");
  list.replaceChildren(...visible().map(lineNode));
  list.scrollTop = list.scrollHeight;
}

async function say({ text, button, file, shown }) {
  byId("trouble").textContent = "";
  const key = `${Date.now().toString(36)}${Math.random().toString(36).slice(2, 10)}`;
  const body = { as: me, chat, text: button ? (shown ?? "") : text, key };
  if (button) body.button = button;
  if (quoting) body.quote = quoting.id;
  if (file) body.file = file;
  quoting = null;
  drawQuote();
  for (let attempt = 1; attempt <= 3; attempt++) {
    try {
      const response = await fetch("/say", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
      if (response.ok) return;
      const reason = (await response.json()).error;
      if (response.status < 500) {
        byId("trouble").textContent = reason;
        return;
      }
    } catch {
      byId("trouble").textContent = "连不上，正在重试……";
    }
    await new Promise((resolve) => setTimeout(resolve, 700 * attempt));
  }
  byId("trouble").textContent = "没有发出去，请再试一次。";
}

byId("say").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = byId("text").value;
  if (text.trim() === "") return;
  byId("text").value = "";
  void say({ text });
});
byId("text").addEventListener("keydown", (event) => {
  // Enter while an input method is composing picks a word; it must not send.
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    byId("say").requestSubmit();
  }
});
byId("mention").addEventListener("click", () => {
  const text = byId("text");
  if (!text.value.includes("@机器人")) text.value = `@机器人 ${text.value}`;
  text.focus();
});
byId("file").addEventListener("change", (event) => {
  const [file] = event.target.files;
  event.target.value = "";
  if (file) void sendFile(file);
});
async function sendFile(file) {
  if (file.size > 8_000_000) {
    byId("trouble").textContent = "太大了，最大8MB。";
    return;
  }
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  void say({ text: "", file: { name: file.name, mime: file.type || "application/octet-stream", base64: btoa(binary) } });
}
byId("quoting").lastElementChild.addEventListener("click", () => {
  quoting = null;
  drawQuote();
});
for (const where of ["group", "private"]) {
  byId(`tab-${where}`).addEventListener("click", () => {
    chat = where;
    quoting = null;
    draw();
  });
}

const known = await (await fetch("/people")).json();
people = known.people;
byId("tab-group").textContent = known.title;
me = people[0]?.id ?? null;
draw();
const stream = new EventSource("/events");
stream.addEventListener("message", (event) => {
  const line = JSON.parse(event.data);
  if (lines.some((l) => l.id === line.id)) return;
  lines.push(line);
  if (line.chat === chatOf(me, chat)) draw();
  else {
    drawPeople();
    drawTabs();
  }
});
stream.addEventListener("error", () => (byId("trouble").textContent = "和机器人的连接断了，正在重连……"));
stream.addEventListener("open", () => (byId("trouble").textContent = ""));
