// Files dropped or chosen are sent one by one with their progress; the desk follows the reading of each.
// Without this file the form sends them all at once and the page is reloaded to see how far the reading is.

const form = document.querySelector("#tha-tep");
const desk = document.querySelector("#ban-tiep-nhan");
const field = form.querySelector("input[type=file]");
const list = form.querySelector(".sending");
const BUSY = new Set(["waiting", "reading"]);
let sending = 0;

form.querySelector(".drop-hint").hidden = false;
desk.querySelector(".desk-reload")?.remove();

const token = () => form.querySelector("input[name=ma-bieu-mau]").value;

function send(file) {
  const line = document.createElement("li");
  const bar = document.createElement("progress");
  bar.max = 1;
  bar.value = 0;
  bar.setAttribute("aria-label", `${form.dataset.sending} ${file.name}`);
  line.append(`${file.name} `, bar);
  list.append(line);
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("X-Vanban-Form", token());
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) bar.value = event.loaded / event.total;
    });
    request.addEventListener("loadend", () => {
      const problem = told(request);
      if (problem) line.textContent = `${form.dataset.failed}: ${file.name}. ${problem}`;
      else line.remove();
      done();
    });
    const body = new FormData();
    body.append("tep", file);
    request.send(body);
  });
}

// What went wrong, in words, or an empty string.
function told(request) {
  if (request.status !== 200) return refused(request);
  return JSON.parse(request.responseText).problems.map((each) => `${each.reason} ${each.hint}`).join(" ") || "";
}

function refused(request) {
  try {
    const problem = JSON.parse(request.responseText);
    return `${problem.title} ${problem.detail}`;
  } catch {
    return String(request.status || "");
  }
}

async function sendAll(files) {
  sending += 1;
  for (const file of files) {
    await send(file);
    await refresh();
  }
  sending -= 1;
}

// Bring the desk in line with the server: new files, changed states, files that went.
async function refresh() {
  const answer = await fetch(desk.dataset.progress);
  if (!answer.ok) return false;
  const states = await answer.json();
  const shown = new Map([...desk.querySelectorAll(".desk-item")].map((each) => [each.dataset.id, each]));
  for (const { id, state } of states) {
    const there = shown.get(id);
    shown.delete(id);
    if (there?.dataset.state === state) continue;
    const made = document.createElement("template");
    made.innerHTML = await (await fetch(desk.dataset.item + id)).text();
    if (there) there.replaceWith(made.content);
    else desk.querySelector("h2").after(made.content);
  }
  for (const gone of shown.values()) gone.remove();
  desk.querySelector("h2 .count").textContent = states.length;
  desk.querySelector("h2 ~ p.quiet")?.remove();
  return states.some((each) => BUSY.has(each.state));
}

async function watch() {
  const busy = await refresh().catch(() => true);
  if (busy || sending) setTimeout(watch, 1000);
}

function take(files) {
  if (!files.length) return;
  sendAll([...files]).then(watch);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  take(field.files);
  field.value = "";
});
for (const name of ["dragenter", "dragover"]) {
  form.addEventListener(name, (event) => {
    event.preventDefault();
    form.classList.add("over");
  });
}
for (const name of ["dragleave", "drop"]) form.addEventListener(name, () => form.classList.remove("over"));
form.addEventListener("drop", (event) => {
  event.preventDefault();
  take(event.dataTransfer.files);
});
if (desk.querySelector("[data-state=waiting], [data-state=reading]")) watch();
