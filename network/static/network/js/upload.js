/*
 * A form with files: they are chosen or dropped, whole folders too, and sent one by one, each with
 * its progress. One goes piece by piece (tus), and after a dropped line from where it had come to;
 * when all of it is there, the form is sent for it. Without this the browser sends the same form.
 */

const AT_A_TIME = 2;
// What a dropped line may cost behind a proxy that passes on whole requests only.
const PIECE_BYTES = 2 * 1024 * 1024;
const RETRY_AFTER = [0, 1000, 3000, 5000, 10000];
const KEPT_MILLISECONDS = 24 * 60 * 60 * 1000;
// What systems put into folders, and nobody means to send.
const NOBODYS = /^(\..*|thumbs\.db|desktop\.ini)$/i;

const words = document.getElementById("upload-words")?.dataset ?? {};
const { lang } = document.documentElement;
const percentage = new Intl.NumberFormat(lang, { style: "percent", numberingSystem: "latn" });
const decimal = new Intl.NumberFormat(lang, { maximumFractionDigits: 1, numberingSystem: "latn" });
const said = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_all, name) => values[name]);

const sizeInWords = (size) => {
  for (const [unit, sentence] of [[3, words.gb], [2, words.mb], [1, words.kb]]) {
    if (size >= 1024 ** unit) return said(sentence, { number: decimal.format(size / 1024 ** unit) });
  }
  return said(words.bytes, { number: decimal.format(size) });
};

/* What tells one chosen file from another. */
const keyOf = ({ path, file }) => [path + file.name, file.type, file.size, file.lastModified].join("|");

/* A number that nobody has had before: two clicks, or two tries, make one thing. */
const newToken = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const digits = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
};

/* The program that speaks the protocol, when it is first needed. */
let client;
const loadClient = () => {
  client ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = words.client;
    script.onload = () => resolve(window.tus);
    script.onerror = () => {
      client = undefined;
      script.remove();
      reject(new Error("The client did not load."));
    };
    document.head.append(script);
  });
  return client;
};

/* What was begun and never finished is of no use after a day, and names files. */
const forgetOld = async (tus) => {
  const storage = tus.defaultOptions.urlStorage;
  for (const upload of await storage.findAllUploads()) {
    if (Date.now() - Date.parse(upload.creationTime) > KEPT_MILLISECONDS) {
      await storage.removeUpload(upload.urlStorageKey);
    }
  }
};

/* Choosing */

const fileOf = (entry) => new Promise((resolve, reject) => entry.file(resolve, reject));

/* All files below an entry that was dropped, as { file, entry, path }. */
const filesBelow = async (entry, path = "") => {
  if (entry.isFile) return [{ file: await fileOf(entry), entry, path }];
  const reader = entry.createReader();
  const below = `${path}${entry.name}/`;
  const found = [];
  // A hundred at a time, until there are no more.
  for (;;) {
    const entries = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (!entries.length) return found;
    for (const each of entries) {
      if (!NOBODYS.test(each.name)) found.push(...(await filesBelow(each, below)));
    }
  }
};

const dropped = async (transfer) => {
  // Before anything is waited for: afterwards the browser knows them no more.
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.length) return [...transfer.files].map((file) => ({ file, path: "" }));
  return (await Promise.all(entries.map((entry) => filesBelow(entry)))).flat();
};

const chosenIn = (input) =>
  [...input.files]
    .filter((file) => !file.webkitRelativePath || !NOBODYS.test(file.name))
    .map((file) => ({ file, path: file.webkitRelativePath.slice(0, -file.name.length) }));

const say = (field, sentence) => {
  const input = field.querySelector("[type=file]");
  field.querySelector(":scope > :is(.errors, .errorlist)")?.remove();
  input.removeAttribute("aria-invalid");
  if (!sentence) return;
  input.setAttribute("aria-invalid", "true");
  input.before(errorList(sentence));
};

const errorList = (...sentences) => {
  const alert = Object.assign(document.createElement("div"), { className: "errors" });
  alert.setAttribute("role", "alert");
  const list = Object.assign(document.createElement("ul"), { className: "errorlist" });
  alert.append(list);
  for (const sentence of sentences) {
    list.append(Object.assign(document.createElement("li"), { textContent: sentence }));
  }
  return alert;
};

/*
 * One file on its way. Its `state`: chosen, waiting, sending, storing, done; failed, which may be
 * tried again; refused, for good.
 */
class Sending {
  constructor(form, { file, entry, path }, changed) {
    Object.assign(this, { form, file, entry, path, changed });
    this.id = newToken();
    this.once = newToken();
    this.arrived = null;
    this.row = document.getElementById("upload-row").content.firstElementChild.cloneNode(true);
    this.row.querySelector("bdi").textContent = path + file.name;
    this.find("[data-size]").textContent = sizeInWords(file.size);
    const label = this.find(".what");
    label.id = `what-${this.id}`;
    this.bar = this.find("progress");
    this.bar.setAttribute("aria-label", said(words.progress, { name: file.name }));
    for (const button of this.row.querySelectorAll("button")) {
      button.id = `${button.hasAttribute("data-again") ? "again" : "cancel"}-${this.id}`;
      button.setAttribute("aria-labelledby", `${button.id} ${label.id}`);
    }
    this.become("chosen");
  }

  find(selector) {
    return this.row.querySelector(selector);
  }

  is(...states) {
    return states.includes(this.state);
  }

  become(state, ...errors) {
    this.state = state;
    this.row.dataset.state = state;
    // Whether it was said to be added all the same goes with what asked.
    this.again = this.find("[name=again]")?.checked ?? this.again;
    this.row.querySelector(".errors")?.remove();
    if (errors.length) {
      const element = typeof errors[0] === "string" ? errorList(...errors) : errors[0];
      this.find("div").append(element);
    }
    this.bar.hidden = !this.is("sending", "storing");
    const sentence = errors.length ? "" : (words[state] ?? "");
    this.find("[data-said]").textContent = said(sentence, { percent: percentage.format(0) });
    this.find("[data-again]").hidden = state !== "failed";
    const cancel = this.find("[data-cancel]");
    cancel.hidden = this.is("storing", "done");
    cancel.textContent = this.is("sending", "waiting") ? words.cancel : words.remove;
    this.changed(this);
  }

  /* Before it is sent at all. */
  check(mostBytes) {
    if (this.file.size > mostBytes) this.become("refused", words.tooLarge);
    else if (!this.file.size) this.become("refused", words.empty);
  }

  progress(sent) {
    const part = sent / this.file.size;
    this.bar.value = Math.floor(100 * part);
    this.find("[data-said]").textContent = said(words.sending, { percent: percentage.format(part) });
  }

  /* Whether it is what it was when it was chosen: browsers read no file that has changed since. */
  async isSame() {
    try {
      if (this.entry) {
        const now = await fileOf(this.entry);
        if (now.size !== this.file.size || now.lastModified !== this.file.lastModified) return false;
      }
      await this.file.slice(-1).arrayBuffer();
      return true;
    } catch {
      return false;
    }
  }

  async send(several) {
    this.stopped = false;
    try {
      if (!this.arrived) {
        this.become("sending");
        this.arrived = await this.bring();
      }
      if (this.stopped) return;
      this.become("storing");
      this.bar.value = 100;
      await this.add(several);
    } catch (error) {
      await this.fail(error);
    }
  }

  /* Have its bytes there; the number of the upload. */
  async bring() {
    const tus = await loadClient();
    const input = this.form.querySelector("[type=file][data-uploads]");
    const { file, path } = this;
    await new Promise((resolve, reject) => {
      this.stop = resolve;
      this.upload ??= new tus.Upload(file, {
        endpoint: input.dataset.uploads,
        chunkSize: PIECE_BYTES,
        retryDelays: RETRY_AFTER,
        removeFingerprintOnSuccess: true,
        headers: { "X-CSRFToken": this.form.elements.csrfmiddlewaretoken.value },
        metadata: { filename: file.name, modified: String(file.lastModified) },
        // Another size, or another time: another file, which begins anew.
        fingerprint: async () => `network|${keyOf(this)}`,
      });
      Object.assign(this.upload.options, {
        onProgress: (sent) => this.progress(sent),
        onSuccess: resolve,
        onError: reject,
      });
      const begin = async () => {
        if (!this.upload.url) {
          const [before] = await this.upload.findPreviousUploads();
          if (before) this.upload.resumeFromPreviousUpload(before);
        }
        if (!this.stopped) this.upload.start();
      };
      begin().catch(reject);
    });
    if (this.stopped) return null;
    if (!(await this.isSame())) throw new Error("changed");
    return this.upload.url.replace(/\/$/, "").split("/").pop();
  }

  /* Send the form for it. */
  async add(several) {
    const body = new FormData(this.form);
    const input = this.form.querySelector("[type=file][data-uploads]");
    body.delete(input.name);
    body.set(`${input.name}-resumed`, this.arrived);
    body.set("once", this.once);
    if (this.form.elements.path) body.set("path", this.path);
    if (this.again) body.set("again", "on");
    if (several) {
      const names = [...body.keys()].filter((name) => /^(title|description)_/.test(name));
      names.forEach((name) => body.delete(name));
    }
    const answer = await fetch(this.form.action.split("#")[0], {
      method: "POST",
      body,
      headers: { "X-Progress": several ? "several" : "1" },
    });
    if (answer.status === 201) {
      this.location = answer.headers.get("Location");
      this.become("done");
    } else if (answer.redirected) {
      // Elsewhere: to the sign-in page, say.
      this.state = "failed";
      location.assign(answer.url);
    } else if (answer.ok) {
      this.showRefusal(new DOMParser().parseFromString(await answer.text(), "text/html"));
    } else {
      this.become("failed", words.failed);
    }
  }

  /* The form that answers: what is wrong with the file stands beside it, the rest beside its field. */
  showRefusal(page) {
    const input = this.form.querySelector("[type=file][data-uploads]");
    const ofFile = page.querySelector(`.field:has([name="${input.name}"]) > .errorlist`);
    const asked = page.querySelector(".field:has([name=again])");
    let elsewhere = false;
    for (const list of page.querySelectorAll("main form .field .errorlist")) {
      const name = list.closest(".field").querySelector("[name]").name;
      if (name === input.name || name === "again") continue;
      const field = this.form.querySelector(`[name="${name}"]`)?.closest(".field");
      if (!field) continue;
      elsewhere = true;
      field.querySelector(".errorlist")?.remove();
      const widget = "fieldset > :not(legend, .help), :scope > :is(input, textarea, .select)";
      field.querySelector(widget).before(list);
    }
    const others = [...page.querySelectorAll("main form > .said.error > p")];
    if (ofFile) {
      // Another try would bring the same content.
      this.arrived = this.upload = null;
      this.become("refused", ...[...ofFile.children].map((each) => each.textContent));
    } else if (asked) {
      asked.querySelector("[name=again]").id += `-${this.id}`;
      asked.querySelector("[for]").htmlFor += `-${this.id}`;
      asked.querySelector(".errorlist").removeAttribute("id");
      asked.querySelector("[name=again]").removeAttribute("aria-describedby");
      asked.classList.add("errors");
      asked.setAttribute("role", "alert");
      this.become("failed", asked);
    } else {
      const sentences = others.map((each) => each.textContent);
      this.become("failed", ...(others.length ? sentences : [elsewhere ? words.unfit : words.failed]));
    }
  }

  async fail(error) {
    if (this.stopped) return;
    const status = error.originalResponse?.getStatus() ?? 0;
    if (!(await this.isSame()) || status === 460) {
      await this.abandon();
      this.become("refused", words.changed);
    } else if (status === 413 || status === 429 || status === 507) {
      this.become("failed", error.originalResponse.getBody());
    } else {
      this.become("failed", status ? words.failed : words.broken);
    }
  }

  /* Its pieces are of no use to anybody. */
  async abandon() {
    this.stopped = true;
    this.arrived = null;
    const { upload } = this;
    this.upload = null;
    try {
      await upload?.abort(true);
    } catch {
      // They are forgotten in a day.
    }
    this.stop?.();
  }
}

/* The form */

const setUp = (form, input) => {
  const field = input.closest(".field");
  const list = field.querySelector(".sendings");
  const summary = field.querySelector("[data-summary]");
  const button = form.querySelector("[type=submit]");
  const after = form.querySelector("[data-after]");
  const forOne = form.querySelectorAll("[data-for-one]");
  let sendings = [];
  let several = false;
  let active = 0;

  const isUnderWay = () => sendings.some((each) => each.is("waiting", "sending", "storing"));

  const show = () => {
    const failed = sendings.filter((each) => each.is("failed", "refused")).length;
    const done = sendings.filter((each) => each.is("done")).length;
    list.hidden = !sendings.length;
    forOne.forEach((each) => (each.hidden = sendings.length !== 1));
    button.disabled = isUnderWay() && !sendings.some((each) => each.is("chosen"));
    const isFinished = several && done === sendings.length;
    button.hidden = isFinished && Boolean(after);
    if (after) after.hidden = !isFinished;
    const begun = isUnderWay() || done;
    const sentences = [];
    if (isFinished) sentences.push(words.finished);
    else if (several && begun) sentences.push(said(words.summary, { done, total: sendings.length }));
    if (several && failed && begun) sentences.push(said(words.summaryFailed, { failed }));
    // Said again, a sentence would be read out again.
    const sentence = sentences.join(" ");
    if (summary.textContent !== sentence) summary.textContent = sentence;
    if (isFinished && after && !active) after.focus();
  };

  /* The browser's own list of what is chosen, so that it says the same. */
  const keepInStep = () => {
    const files = new DataTransfer();
    for (const each of sendings) if (!each.is("done")) files.items.add(each.file);
    input.files = files.files;
  };

  const next = () => {
    while (active < AT_A_TIME) {
      const sending = sendings.find((each) => each.is("waiting"));
      if (!sending) break;
      active += 1;
      sending.send(several).finally(() => {
        active -= 1;
        settled(sending);
        next();
      });
    }
  };

  const settled = (sending) => {
    if (sending.is("done")) {
      if (!several) {
        location.assign(sending.location);
        return;
      }
      const link = Object.assign(document.createElement("a"), { href: sending.location });
      const name = sending.find("bdi");
      name.replaceWith(link);
      link.append(name);
      keepInStep();
    } else if (!several && sending.is("refused")) {
      input.focus();
    } else if (!several && sending.is("failed")) {
      const lists = [...form.querySelectorAll(".field .errorlist")];
      const wrong = lists.find((each) => !list.contains(each))?.closest(".field");
      wrong?.querySelector("[name]:not([type=hidden])")?.focus();
    }
    show();
  };

  const start = (those) => {
    several ||= sendings.length > 1;
    form.querySelector(".said.error")?.remove();
    for (const old of form.querySelectorAll(".field > :is(.errors, .errorlist), fieldset > .errorlist")) {
      if (!list.contains(old)) old.remove();
    }
    those.forEach((each) => each.become("waiting"));
    next();
  };

  const remove = async (sending) => {
    const at = sendings.indexOf(sending);
    sendings = sendings.filter((each) => each !== sending);
    sending.row.remove();
    // The keyboard's place is not lost with the button.
    (sendings[Math.min(at, sendings.length - 1)]?.find("button:not([hidden])") ?? input).focus();
    keepInStep();
    show();
    await sending.abandon();
  };

  const take = (files) => {
    say(field, "");
    // What cannot be sent makes room for what is chosen instead; one that may be only one, always.
    const leaves = (each) => (input.multiple ? each.is("refused") : !each.is("sending", "storing"));
    for (const each of sendings.filter(leaves)) {
      each.row.remove();
      each.abandon();
    }
    sendings = sendings.filter((each) => !leaves(each));
    if (!input.multiple && sendings.length) return;
    const some = input.multiple ? files : files.slice(0, 1);
    const known = new Set(sendings.filter((each) => !each.is("done")).map(keyOf));
    for (const chosen of some) {
      if (known.has(keyOf(chosen))) continue;
      known.add(keyOf(chosen));
      const sending = new Sending(form, chosen, show);
      sendings.push(sending);
      list.append(sending.row);
      sending.find("[data-cancel]").addEventListener("click", () => remove(sending));
      sending.find("[data-again]").addEventListener("click", () => start([sending]));
      sending.check(Number(input.dataset.maxBytes));
    }
    keepInStep();
    show();
    if (some.length) loadClient().then(forgetOld).catch(() => {});
  };

  const drop = field.querySelector(".drop");
  drop.hidden = false;
  field.dataset.ready = "";
  for (const type of ["dragenter", "dragover"]) {
    field.addEventListener(type, (event) => {
      if (!event.dataTransfer.types.includes("Files")) return;
      event.preventDefault();
      field.dataset.over = "";
    });
  }
  field.addEventListener("dragleave", (event) => {
    if (!field.contains(event.relatedTarget)) delete field.dataset.over;
  });
  field.addEventListener("drop", async (event) => {
    delete field.dataset.over;
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    try {
      take(await dropped(event.dataTransfer));
    } catch {
      say(field, words.folderUnread);
    }
  });

  input.addEventListener("change", () => take(chosenIn(input)));
  drop.querySelector("[data-folder]")?.addEventListener("click", () => {
    const picker = document.createElement("input");
    Object.assign(picker, { type: "file", webkitdirectory: true });
    picker.addEventListener("change", () => take(chosenIn(picker)));
    picker.click();
  });

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (button.disabled) return;
    const those = sendings.filter((each) => each.is("chosen", "failed"));
    if (those.length) start(those);
    else {
      if (!sendings.length) say(field, words.none);
      input.focus();
    }
  });
  addEventListener("online", () => {
    const those = sendings.filter((each) => each.is("failed") && !each.arrived && each.upload);
    if (those.length) start(those);
  });
  addEventListener("beforeunload", (event) => {
    if (isUnderWay()) event.preventDefault();
  });
  // Come back to by the browser's button, the page is as it was left; what was sent is sent.
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    sendings.filter((each) => each.is("done")).forEach((each) => each.row.remove());
    sendings = sendings.filter((each) => !each.is("done"));
    several = false;
    keepInStep();
    show();
  });
  show();
  // What the browser kept chosen when the page was loaded again.
  if (input.files.length) take(chosenIn(input));
};

document.querySelectorAll("main form [type=file][data-uploads]").forEach((input) => setUp(input.form, input));
