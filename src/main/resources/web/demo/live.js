// A member's screen, live. It knows what the snapshot and the events say and nothing else; all text is set as text.

import { connect } from "/sdk/walaa-live.js";
import { Speech, WORDS } from "/demo/words.js";

const NEWS_MAX = 8;
const AROUND_MILLIS = 150;
const UNIT = "points";
const MEMBER = "member";
const EVERYBODY = "public:offers";
const PLACES = 5;
const at = id => document.getElementById(id);
const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;

const kept = {
  get(name) { try { return sessionStorage.getItem(name); } catch { return null; } },
  set(name, value) { try { sessionStorage.setItem(name, value); } catch { /* a page may be denied its storage */ } },
};

let language = kept.get("language") || (navigator.language.startsWith("en") ? "en" : "ar");
let digits = kept.get("digits") || "latin";
let timeZone;
let speech = new Speech(language, digits, timeZone);
let live;
let shown = null; // the balance on the screen
const state = { balances: {}, tier: null, challenges: new Map(), offers: new Map(), board: null };
const news = [];

// ---- what the server says

function snapshot(read) {
  state.balances = read.balances || {};
  state.tier = read.tier || null;
  for (const segment of read.segments || []) live.subscribe("segment:" + segment); // where its offers are announced
  draw();
  around();
}

function byId(list, name) {
  return new Map((list || []).map(item => [item[name], item]));
}

async function mine(path) {
  const headers = { Authorization: "Bearer " + kept.get("token"), "Accept-Language": language };
  const reply = await fetch(path, { headers });
  return reply.ok ? reply.json() : null;
}

/** What is no part of the snapshot is read beside it, in the page's language, and again soon after something happened. */
function around() {
  clearTimeout(around.timer);
  around.timer = setTimeout(async () => {
    try {
      const [tasks, gifts, board] = await Promise.all([mine("/v1/me/challenges"), mine("/v1/me/offers"), standings()]);
      if (board) state.board = board;
      if (tasks) state.challenges = byId(tasks.challenges, "challenge");
      if (gifts) state.offers = byId(gifts.offers, "id");
      draw();
    } catch { /* the next event asks again */ }
  }, AROUND_MILLIS);
}

/** The first places of the programme's first board, and its channel from now on. */
async function standings() {
  const first = state.board ?? (await mine("/v1/me/boards"))?.boards?.[0];
  if (!first) return null;
  live.subscribe("board:" + first.board);
  return mine(`/v1/me/boards/${first.board}?top=${PLACES}`);
}

function put(map, id, data) {
  const item = { ...map.get(id), ...data };
  map.set(id, item);
  return item;
}

/** Each takes an event in and gives how to tell it, if it is news. */
const EVENTS = {
  "balance.changed": data => {
    state.balances[data.unit] = { ...state.balances[data.unit], ...data };
    if (data.unit !== UNIT) return null;
    flash(data.delta);
    return () => data.delta > 0 ? speech.count("earned", data.delta)
      : data.delta < 0 ? speech.count("spent", -data.delta) : speech.say("unchanged");
  },
  "points.pending": data => {
    state.balances[data.unit] = { ...state.balances[data.unit], pending: data.pending };
    return data.unit === UNIT && data.pending ? () => speech.count("soon", data.pending) : null;
  },
  "points.expiring": data => data.unit === UNIT ? () => speech.count("expires", data.amount) : null,
  "tier.changed": data => { state.tier = { ...data, fresh: true }; return () => speech.say("newTier", { name: title(data) }); },
  "tier.progress": data => { state.tier = { ...state.tier, ...data }; },
  "challenge.progress": data => { put(state.challenges, data.challenge, data); },
  "challenge.completed": data => {
    const done = put(state.challenges, data.challenge, data);
    return () => speech.say("completed", { name: title(done) });
  },
  "offer.granted": (data, event) => {
    if (event.channel !== MEMBER) return null; // announced to many: the list says whether it is for this member
    put(state.offers, data.offer, { ...data, id: data.offer });
    return () => speech.say("granted", { name: title(data) });
  },
  "offer.updated": data => { if (state.offers.has(data.offer)) put(state.offers, data.offer, data); },
  "offer.withdrawn": data => {
    const gone = state.offers.get(data.offer);
    state.offers.delete(data.offer);
    return gone ? () => speech.say("withdrawn", { name: title(gone) }) : null;
  },
  "reward.redeemed": data => () => speech.say("redeemed", { name: title(data) }),
  "voucher.updated": data => data.because === "voucher.issued" ? null : () => speech.say(data.because),
  "board.changed": data => { state.board = data; },
  "notice": data => () => title(data),
};

function title(item) {
  const text = item?.title ?? item?.text ?? item?.name ?? item?.tier ?? item?.challenge ?? item?.offer ?? "";
  return typeof text === "string" ? text : text[language] ?? Object.values(text)[0] ?? "";
}

function happened(type, data, event) {
  const tell = EVENTS[type](data, event);
  if (tell) {
    news.unshift({ id: event.id, time: event.time, tell });
    news.length = Math.min(news.length, NEWS_MAX);
  }
  draw(event.id);
  around();
}

// ---- the screen

function make(tag, style, ...children) {
  const element = document.createElement(tag);
  if (style) element.className = style;
  element.append(...children.filter(child => child !== null && child !== undefined));
  return element;
}

function draw(fresh) {
  const purse = state.balances[UNIT] || {};
  count(purse.available ?? 0);
  drawBeside(purse);
  drawTier();
  list("challenges", [...state.challenges.values()].map(challenge), "noChallenges");
  list("offers", [...state.offers.values()].map(offer), "noOffers");
  drawBoard();
  list("news", news.map(item => make("li", item.id === fresh ? "fresh" : "",
    make("div", "row", make("b", "", item.tell()), make("span", "", item.time ? speech.time(item.time) : "")))), "noNews");
}

function list(id, rows, none) {
  at(id).replaceChildren(...(rows.length ? rows : [make("li", "quiet", speech.say(none))]));
}

function drawBeside(purse) {
  const parts = ["pending", "held", "debt"].filter(name => purse[name])
    .map(name => make("li", "", `${speech.number(purse[name])} ${speech.say(name)}`));
  const soonest = purse.expiring?.[0];
  if (soonest) parts.push(make("li", "", speech.say("expiring", { n: soonest.amount, date: speech.date(soonest.at) })));
  at("beside").replaceChildren(...parts);
}

function drawTier() {
  const tier = state.tier;
  at("tier").hidden = !tier;
  if (!tier) return;
  at("tier-name").textContent = title(tier);
  const next = tier.next;
  at("tier-progress").hidden = !next;
  if (next) {
    at("tier-progress").value = 1 - next.missing / (next.threshold || 1);
    const missing = tier.currency ? speech.money(next.missing, tier.currency) : next.missing;
    at("tier-next").textContent = speech.say("toNext", { n: missing, name: title(next) });
  } else {
    // a level that was just reached does not say what comes after it
    at("tier-next").textContent = tier.fresh ? "" : speech.say("top");
  }
}

function drawBoard() {
  const board = state.board;
  at("board").hidden = !board?.rows?.length;
  if (at("board").hidden) return;
  at("board-name").textContent = title(board);
  at("places").replaceChildren(...board.rows.slice(0, PLACES).map(row => make("li", "", make("div", "row",
    make("b", "", `${speech.number(row.rank)}. ${row.name ?? speech.say(row.self ? "you" : "somebody")}`),
    make("span", "", speech.number(row.score))))));
}

function challenge(item) {
  const done = item.completed >= (item.repeat || 1);
  const bar = make("progress", "");
  bar.max = item.goal || 1;
  bar.value = done ? bar.max : item.progress || 0;
  bar.setAttribute("aria-label", title(item));
  const far = done ? make("span", "chip good", speech.say("done"))
    // a sum may be money in its smallest unit, of which the share says more
    : make("span", "", item.kind === "sum" ? speech.percent(bar.value / bar.max)
      : speech.say("of", { done: bar.value, all: bar.max }));
  return make("li", "", make("div", "row", make("b", "", title(item)), far), bar);
}

function offer(item) {
  const chips = [];
  if (item.until) {
    const chip = make("span", "chip");
    chip.dataset.ends = item.until;
    tick(chip);
    chips.push(chip);
  }
  if (Number.isFinite(item.left)) {
    chips.push(make("span", "chip", item.left > 0 ? speech.count("left", item.left) : speech.say("soldOut")));
  }
  return make("li", "", make("b", "", title(item)),
    item.text ? make("p", "quiet", item.text) : null, make("div", "", ...chips));
}

function tick(chip) {
  const left = Date.parse(chip.dataset.ends) - Date.now();
  chip.textContent = left > 0 ? speech.say("ends", { time: speech.countdown(left) }) : speech.say("ended");
}

/** Counts up or down to a value. */
function count(target) {
  const from = shown ?? target, begin = performance.now();
  shown = target;
  at("unit").textContent = speech.count("unit", target);
  const step = now => {
    if (shown !== target) return;
    const part = calm ? 1 : Math.min(1, (now - begin) / 600);
    at("balance").textContent = speech.number(Math.round(from + (target - from) * (1 - (1 - part) ** 3)));
    if (part < 1) requestAnimationFrame(step);
  };
  step(from === target ? begin + 600 : begin);
}

function flash(delta) {
  if (!delta) return;
  const chip = at("delta").cloneNode();
  const figure = make("bdi", "", (delta > 0 ? "+" : "−") + speech.number(Math.abs(delta)));
  figure.dir = "ltr";
  chip.replaceChildren(figure);
  chip.className = delta > 0 ? "delta" : "delta less";
  chip.hidden = false;
  at("delta").replaceWith(chip);
  clearTimeout(flash.timer);
  flash.timer = setTimeout(() => { chip.hidden = true; }, 4000);
}

// ---- language, digits, connection

function speak() {
  speech = new Speech(language, digits, timeZone);
  document.documentElement.lang = language;
  document.documentElement.dir = language === "ar" ? "rtl" : "ltr";
  for (const element of document.querySelectorAll("[data-word]")) element.textContent = speech.say(element.dataset.word);
  at("language").textContent = speech.say("other");
  at("language").lang = language === "ar" ? "en" : "ar";
  at("digits").textContent = speech.say("digits." + digits);
  at("digits").setAttribute("aria-label", speech.say("digitsLabel." + digits));
  at("why").textContent = speech.say("why." + (at("entrance").dataset.why || "first"));
  connection(live?.state || "idle");
  draw();
  if (live?.state === "online") around();
}

function connection(name) {
  at("connection").hidden = name === "idle" || !at("entrance").hidden;
  at("connection").dataset.state = name;
  at("connection").textContent = speech.say("states." + name);
}

async function preferences() {
  const read = await mine("/v1/me/preferences");
  if (!read) return;
  if (!kept.get("language") && read.locale) language = read.locale.startsWith("ar") ? "ar" : "en";
  if (!kept.get("digits") && read.preferences?.digits) digits = read.preferences.digits;
  timeZone = read.timeZone || undefined;
  speak();
}

// ---- coming in

function enter(token) {
  kept.set("token", token);
  at("entrance").hidden = true;
  at("screen").hidden = false;
  live?.close();
  for (const part of ["challenges", "offers"]) state[part].clear();
  news.length = 0;
  shown = null;
  live = connect({ token, channels: [EVERYBODY] });
  live.on("state", ({ state: name, code }) => {
    connection(name);
    if (name === "stopped" && code >= 4500) ask("over");
  });
  live.on("snapshot", snapshot);
  for (const type of Object.keys(EVENTS)) live.on(type, (data, event) => happened(type, data, event));
  preferences().catch(() => {}); // the page speaks the browser's language without them
}

function ask(why) {
  at("entrance").dataset.why = why;
  at("entrance").hidden = false;
  at("screen").hidden = true;
  speak();
}

/** The token comes in the fragment, which no server and no log sees, and leaves the address at once. */
function arrive() {
  const given = new URLSearchParams(location.hash.slice(1)).get("token");
  if (given) history.replaceState(null, "", location.pathname);
  const token = given || kept.get("token");
  if (token) enter(token);
  else ask("first");
}

at("language").addEventListener("click", () => {
  language = language === "ar" ? "en" : "ar";
  kept.set("language", language);
  speak();
});
at("digits").addEventListener("click", () => {
  digits = digits === "latin" ? "arabic" : "latin";
  kept.set("digits", digits);
  speak();
});
at("enter").addEventListener("submit", event => {
  event.preventDefault();
  const pasted = at("token").value.trim();
  enter(/"token"\s*:\s*"([^"]+)"/.exec(pasted)?.[1] ?? pasted);
});
addEventListener("hashchange", arrive);
setInterval(() => document.querySelectorAll("[data-ends]").forEach(tick), 1000);
speak();
arrive();
