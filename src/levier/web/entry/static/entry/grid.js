// The grid under the fingers: moves like a spreadsheet, saves by itself, loses nothing when the network goes.
// Without this file the table is a form with a button.
const form = document.querySelector("form[data-grid]");
if (form) start(form);

function start(form) {
  const table = form.querySelector("table");
  const status = form.querySelector("[data-status]");
  const retry = form.querySelector("[data-retry]");
  const figures = form.querySelector("[data-figures]");
  const say = form.dataset;
  const kept = `levier:${say.user}:${location.pathname}`;
  const waiting = new Map(); // name of the cell → what was typed
  let timer = 0;
  let delay = 2000;
  let sending = false;

  const inputs = () => [...table.querySelectorAll("td.entry-cell > input:not([type=hidden])")];
  const field = (token) => form.elements.namedItem(`v:${token}`);
  const seen = (token) => form.elements.namedItem(`w:${token}`);
  const token = (input) => input.name.slice(2);

  form.querySelector("[data-save]").hidden = true;
  restore();

  // -- saving ---------------------------------------------------------------------------------------------------
  table.addEventListener("change", (event) => {
    const input = event.target.closest("td.entry-cell > input");
    if (input) keep(input);
  });

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });

  function keep(input) {
    waiting.set(token(input), input.value);
    input.closest("td").dataset.state = "waiting";
    tell(say.saySaving, "");
    store();
    clearTimeout(timer);
    timer = setTimeout(send, 250);
  }

  function store() {
    try {
      if (waiting.size) localStorage.setItem(kept, JSON.stringify([...waiting]));
      else localStorage.removeItem(kept);
    } catch {
      // No room, or forbidden: the page itself still holds what was typed.
    }
  }

  function restore() {
    let found = [];
    try {
      found = JSON.parse(localStorage.getItem(kept) ?? "[]");
    } catch {
      found = [];
    }
    const back = found.filter(([name]) => field(name));
    for (const [name, text] of back) {
      field(name).value = text;
      keep(field(name));
    }
    if (back.length) tell(say.sayRestored, "");
  }

  async function send() {
    clearTimeout(timer);
    if (sending || !waiting.size) return;
    sending = true;
    const sent = new Map(waiting);
    const body = new URLSearchParams();
    for (const [name, text] of sent) {
      body.append(`v:${name}`, text);
      body.append(`w:${name}`, seen(name)?.value ?? "");
    }
    body.append("csrfmiddlewaretoken", form.elements.namedItem("csrfmiddlewaretoken").value);
    tell(say.saySaving, "");
    let problem = say.sayOffline;
    try {
      const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
      if (answer.redirected || answer.status === 403) problem = say.sayLogin;
      else if (answer.ok) {
        problem = "";
        const told = await answer.json();
        for (const one of told.cells) settle(one, sent);
        if (told.state) follow(told.state);
      }
    } catch {
      // The network is away.
    }
    sending = false;
    if (problem) return failed(problem, sent);
    delay = 2000;
    retry.hidden = true;
    store();
    if (waiting.size) send();
    else tell(table.querySelector(".entry-wrong") ? say.sayWrong : say.saySaved, table.querySelector(".entry-wrong") ? "bad" : "good");
  }

  function failed(problem, sent) {
    for (const name of sent.keys()) field(name).closest("td").dataset.state = "failed";
    tell(problem, "bad");
    retry.hidden = false;
    timer = setTimeout(send, delay);
    delay = Math.min(2 * delay, 60000);
  }

  retry.addEventListener("click", send);
  addEventListener("online", send);
  addEventListener("beforeunload", (event) => {
    if (waiting.size) event.preventDefault();
  });

  function settle(one, sent) {
    const input = field(one.cell);
    if (!input) return;
    if (waiting.get(one.cell) === sent.get(one.cell)) waiting.delete(one.cell);
    const cell = input.closest("td");
    const good = one.state !== "refused" && one.state !== "conflict";
    if (good && !waiting.has(one.cell)) input.value = one.text;
    if (good) seen(one.cell).value = one.was;
    cell.dataset.state = good ? "saved" : "";
    cell.classList.toggle("entry-wrong", !good);
    cell.classList.toggle("entry-odd", good && one.doubts.length > 0);
    if (good) cell.querySelector(".entry-nature")?.remove();
    message(input, good ? one.doubts.join(" ") : one.message, good ? null : one);
    if (good) total(cell.closest("tr"));
  }

  function message(input, text, bad) {
    const id = `m${input.id}`;
    document.getElementById(id)?.remove();
    input.removeAttribute("aria-invalid");
    describe(input, document.getElementById(`f${input.id}`)?.id);
    if (!text) return;
    const said = document.createElement("small");
    said.id = id;
    said.className = "entry-message";
    said.textContent = text;
    input.after(said);
    describe(input, id, document.getElementById(`f${input.id}`)?.id);
    if (bad) input.setAttribute("aria-invalid", "true");
    if (bad?.state === "conflict") said.append(choice(say.sayReplace, () => again(input, bad.was)), choice(say.sayTake, () => take(input, bad.was)));
  }

  function describe(input, ...ids) {
    const said = ids.filter(Boolean).join(" ");
    if (said) input.setAttribute("aria-describedby", said);
    else input.removeAttribute("aria-describedby");
  }

  function choice(label, act) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-secondary btn-sm";
    button.textContent = label;
    button.addEventListener("click", act);
    return button;
  }

  function again(input, was) {
    seen(token(input)).value = was;
    input.focus();
    keep(input);
  }

  function take(input, was) {
    input.value = was;
    again(input, was);
  }

  function tell(text, kind) {
    status.textContent = text;
    status.dataset.kind = kind;
  }

  function follow(text) {
    figures.textContent = text;
    clearTimeout(follow.timer);
    follow.timer = setTimeout(async () => {
      try {
        const answer = await fetch(say.stateUrl, { headers: { Accept: "application/json" } });
        const told = answer.ok && !answer.redirected ? (await answer.json()).state : text;
        if (told !== text || follow.left-- > 0) follow(told);
      } catch {
        // Said again at the next save.
      }
    }, 10000);
  }
  follow.left = 30;

  // -- the total of a line --------------------------------------------------------------------------------------
  function total(row) {
    const place = row.querySelector("[data-total]");
    if (!place || !place.textContent.trim() && !row.querySelector("input")) return;
    const known = [...row.querySelectorAll("input[type=hidden]")].map((one) => one.value).filter(Boolean);
    const sum = known.reduce((so, one) => so + Number(one.replace(",", ".")), 0);
    const digits = "whole" in row.dataset ? 0 : 2;
    place.textContent = known.length ? sum.toLocaleString("fr-FR", { minimumFractionDigits: digits, maximumFractionDigits: digits }) : "";
  }

  // -- moving ---------------------------------------------------------------------------------------------------
  table.addEventListener("keydown", (event) => {
    const input = event.target.closest("td.entry-cell > input");
    if (!input || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Tab" && !event.shiftKey) return onward(event, input);
    if (event.key === "F2") return open(input.closest("tr").querySelector("th a").href, "_self");
    const whole = input.selectionStart === 0 && input.selectionEnd === input.value.length;
    const step = {
      ArrowUp: [-1, 0],
      ArrowDown: [1, 0],
      Enter: [event.shiftKey ? -1 : 1, 0],
      ArrowLeft: (whole || input.selectionEnd === 0) && [0, -1],
      ArrowRight: (whole || input.selectionStart === input.value.length) && [0, 1],
      Escape: [0, 0],
    }[event.key];
    if (!step) return;
    event.preventDefault();
    if (event.key === "Escape") {
      input.value = seen(token(input)).value;
      input.select();
      return;
    }
    move(input, ...step);
  });

  table.addEventListener("focusin", (event) => {
    if (event.target.matches("td.entry-cell > input")) event.target.select();
  });

  // Tab goes from number to number; Shift+Tab, and F2, reach the name of the line.
  function onward(event, input) {
    const all = inputs();
    const next = all[all.indexOf(input) + 1];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }

  function move(input, down, right) {
    const place = /^c(\d+)-(\d+)$/;
    let [, row, column] = input.id.match(place).map(Number);
    const last = inputs().reduce((most, one) => Math.max(most, ...one.id.match(place).slice(1).map(Number)), 0);
    do {
      row += down;
      column += right;
      const next = document.getElementById(`c${row}-${column}`);
      if (next) return next.focus();
    } while (row >= 0 && column >= 0 && row <= last && column <= last);
  }

  // -- pasting --------------------------------------------------------------------------------------------------
  table.addEventListener("paste", (event) => {
    const input = event.target.closest("td.entry-cell > input");
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!input || !/[\t\n]/.test(text.replace(/\r?\n$/, ""))) return;
    event.preventDefault();
    const paste = document.getElementById("collage");
    paste.elements.namedItem("bloc").value = text;
    const place = paste.elements.namedItem("case");
    place.add(new Option(input.id, input.id));
    place.value = input.id;
    const leave = () => (waiting.size || sending ? setTimeout(leave, 200) : paste.submit());
    send();
    leave();
  });

  // -- the year before ------------------------------------------------------------------------------------------
  document.querySelector("[data-recall]")?.addEventListener("click", (event) => {
    event.preventDefault();
    const link = event.currentTarget;
    const hidden = table.classList.toggle("entry-no-recall");
    link.setAttribute("aria-pressed", String(!hidden));
  });
}
