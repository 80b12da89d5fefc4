// Walaa live: a member's balances, tier, challenges and offers as they happen. No dependencies.
// The types, and what each option and event means: walaa-live.d.ts beside this file.

const PROTOCOL = "walaa.v1.json";
const MEMBER = "member";
const DELAY_MIN = 500;
const DELAY_MAX = 20_000;
const STEADY = 5_000; // a connection that lived so long starts the delays anew
const READY_MAX = 10_000;
const SOCKETS_MAX = 2; // so many sockets without an answer, and the stream is tried
const STOP = { 401: 4500, 403: 4507 };

/** Connects at once; `close()` ends it. */
export function connect(options) {
  return new WalaaLive(options);
}

export class WalaaLive {
  #url; #token; #options;
  #handlers = new Map();
  #channels; // wanted: channel -> {epoch, offset} or {}
  #cursor = ""; // the stream's
  #link = null; // what is open now: {send, close}
  #turn = 0; // raised by every change of link: what belongs to an older one is dropped
  #held = null; // events that wait for the snapshot
  #state = "idle";
  #attempts = 0; #failed = 0; #ids = 0;
  #timer; #silence; #quiet = 60_000;
  #asked = new Map(); // commands without an answer yet: id -> channel
  #parts = new Map(); // events of an operation whose last one, which has the offset, is still to come
  #refused = false;

  constructor(options) {
    this.#options = options;
    this.#url = new URL(options.url || ".", globalThis.location?.origin);
    this.#channels = new Map([[MEMBER, {}], ...(options.channels || []).map(name => [name, {}])]);
    if (globalThis.addEventListener) {
      addEventListener("online", this.#wake);
      addEventListener("offline", this.#sleep);
      globalThis.document?.addEventListener("visibilitychange", this.#look);
    }
    queueMicrotask(() => this.#state === "idle" && this.#open());
  }

  /** idle, connecting, online, waiting, offline or stopped */
  get state() { return this.#state; }

  /** Calls `handler(data, event)` for events of a type; gives what takes it back. */
  on(type, handler) {
    if (!this.#handlers.has(type)) this.#handlers.set(type, new Set());
    this.#handlers.get(type).add(handler);
    return () => this.#handlers.get(type).delete(handler);
  }

  subscribe(channel) {
    if (this.#channels.has(channel)) return;
    this.#channels.set(channel, {});
    if (this.#link?.send) this.#ask("sub", channel);
    else if (this.#state === "online") this.#again(0); // a stream's channels are chosen when it opens
  }

  unsubscribe(channel) {
    if (channel === MEMBER || !this.#channels.delete(channel)) return;
    if (this.#link?.send) this.#ask("unsub", channel);
    else if (this.#state === "online") this.#again(0);
  }

  close() {
    this.#stop(1000, "");
  }

  // ---- connecting

  async #open(why = "connect") {
    const turn = this.#drop();
    if (globalThis.navigator?.onLine === false) return this.#become("offline");
    this.#become("connecting");
    try {
      this.#token = await this.#fresh(why);
      if (turn !== this.#turn) return;
      if (this.#failed >= SOCKETS_MAX || !globalThis.WebSocket) return await this.#stream(turn);
      if (!this.#channels.get(MEMBER).epoch) await this.#snapshot(turn);
      if (turn === this.#turn) this.#socket(turn);
    } catch (failure) {
      if (turn === this.#turn) this.#lost(STOP[failure.status] || 0, failure.message, failure.after);
    }
  }

  #socket(turn) {
    const address = new URL("v1/live", this.#url);
    address.protocol = address.protocol.replace("http", "ws");
    const socket = new WebSocket(address, PROTOCOL);
    this.#link = {
      send: frame => socket.readyState === 1 && socket.send(JSON.stringify(frame)),
      close: () => socket.close(1000),
    };
    this.#listen(READY_MAX);
    socket.onopen = () => turn === this.#turn && this.#link.send({
      id: ++this.#ids, t: "hello", token: this.#token, subs: Object.fromEntries(this.#channels),
    });
    socket.onmessage = message => {
      for (const line of message.data.split("\n")) {
        if (turn === this.#turn && line) this.#take(JSON.parse(line));
      }
      if (turn === this.#turn) this.#listen(this.#quiet);
    };
    socket.onclose = closed => {
      if (turn !== this.#turn) return;
      if (this.#state === "connecting" && closed.code < 4000) this.#failed++;
      this.#lost(closed.code, closed.reason);
    };
  }

  /** Server-sent events by fetch: the token stays in a header, and the cursor is ours to send. */
  async #stream(turn) {
    this.#failed = 0; // if it does not open, a socket is tried again
    const ends = new AbortController();
    this.#link = { close: () => ends.abort() };
    const address = new URL("v1/stream", this.#url);
    const more = [...this.#channels.keys()].slice(1);
    if (more.length) address.searchParams.set("ch", more.join());
    const headers = { Accept: "text/event-stream" };
    if (this.#cursor) headers["Last-Event-ID"] = this.#cursor;
    this.#listen(READY_MAX);
    const reply = await this.#fetch(address, { headers, signal: ends.signal });
    this.#failed = SOCKETS_MAX;
    const reader = reply.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "", wait;
    for (;;) {
      const { value, done } = await reader.read();
      if (turn !== this.#turn) return;
      if (done) return this.#lost(this.#timer ? 4201 : 4100, "", wait);
      this.#listen(this.#quiet);
      const blocks = (rest + value).split(/\r?\n\r?\n/);
      rest = blocks.pop();
      for (const block of blocks) {
        const fields = {};
        for (const line of block.split(/\r?\n/)) {
          const [, name, text] = /^(\w*): ?(.*)$/.exec(line) || [];
          if (name) fields[name] = name === "data" && fields.data ? fields.data + "\n" + text : text;
        }
        if (fields.retry) wait = Math.random() * fields.retry;
        if (fields.data && turn === this.#turn) this.#take({ t: fields.event, ...JSON.parse(fields.data) });
        if (fields.id !== undefined && turn === this.#turn) this.#cursor = fields.id;
      }
    }
  }

  // ---- what the server says

  #take(frame) {
    const channel = frame.ch || this.#asked.get(frame.id);
    if (frame.id) this.#asked.delete(frame.id);
    switch (frame.t) {
      case "pub": return this.#pub(frame.ch, frame.offset, frame.e);
      case "ping": return this.#link.send?.({ t: "pong" });
      case "ready": return this.#ready(frame);
      case "sub": return this.#joined(channel, frame);
      case "reset": return this.#reset(channel || MEMBER, frame.reason);
      case "expiring": return this.#link.send && this.#renew(); // a stream is opened anew
      case "drain": return this.#again(frame.after); // stays until then, or until it is closed
      case "error":
        if (channel && frame.retry) this.#askLater(channel);
        else if (channel) this.#channels.delete(channel);
        return this.#emit("error", { code: frame.code, channel, retry: !!frame.retry });
    }
  }

  #ready(frame) {
    if (this.#link.send) this.#failed = 0;
    this.#refused = false;
    this.#quiet = ((frame.ping || 25) + 15) * 1000;
    const turn = this.#turn;
    setTimeout(() => { if (turn === this.#turn) this.#attempts = 0; }, STEADY);
    this.#become("online");
    for (const [channel, sub] of Object.entries(frame.subs || {})) this.#joined(channel, sub);
  }

  #joined(channel, sub) {
    if (!this.#channels.has(channel)) return;
    if (sub.error) return this.#take({ t: "error", ch: channel, code: sub.error });
    const before = this.#channels.get(channel);
    // without a position there was nothing to go on from, and only the member has a snapshot to begin with
    if (sub.recovered === false && (before.epoch || channel === MEMBER)) this.#reset(channel, sub.reason || "unrecovered");
    if (sub.epoch !== before.epoch) {
      const first = sub.pubs?.length ? -1 : sub.offset;
      this.#channels.set(channel, { epoch: sub.epoch, offset: first });
    }
    for (const pub of sub.pubs || []) this.#pub(channel, pub.offset, pub.e);
  }

  #pub(channel, offset, event) {
    const at = this.#channels.get(channel);
    if (!at) return;
    const part = this.#parts.get(channel) || [];
    part.push(event);
    this.#parts.set(channel, part);
    if (offset === undefined) return;
    this.#parts.delete(channel);
    if (channel === MEMBER && this.#held) this.#held.push([offset, part]);
    else this.#whole(channel, offset, part);
  }

  /** All that one operation changed. */
  #whole(channel, offset, events) {
    const at = this.#channels.get(channel);
    if (offset <= at.offset) return; // seen before
    at.offset = offset;
    for (const event of events) this.#emit(event.type, event.data, { ...event, channel });
  }

  /** Completeness cannot be shown: the snapshot says how things are. */
  #reset(channel, reason) {
    this.#emit("reset", { channel, reason });
    if (channel !== MEMBER) this.#channels.set(channel, {});
    this.#resync();
  }

  async #resync() {
    if (this.#held) return void (this.#held.old = true);
    const turn = this.#turn;
    this.#held = [];
    try {
      do {
        this.#held.old = false; // a reset meanwhile makes what is being read too old
        const whole = await this.#snapshot(turn);
        if (turn !== this.#turn) return;
        if (!whole) {
          await new Promise((later) => setTimeout(later, 500 + Math.random() * 500));
          if (turn !== this.#turn) return;
          this.#held.old = true;
        }
      } while (this.#held.old);
      const held = this.#held;
      this.#held = null;
      for (const [offset, events] of held) this.#whole(MEMBER, offset, events);
    } catch (failure) {
      if (turn === this.#turn) {
        this.#lost(STOP[failure.status] || 0, failure.message, failure.after);
      }
    }
  }

  /** Whether it covers everything up to a position: one of a time when the server had no live state does not. */
  async #snapshot(turn) {
    const reply = await this.#fetch(new URL("v1/me/state", this.#url), {});
    const state = await reply.json();
    if (turn !== this.#turn) return;
    this.#channels.set(MEMBER, state.live ? { epoch: state.live.epoch, offset: state.live.offset } : {});
    this.#emit("snapshot", state);
    return Boolean(state.live);
  }

  async #renew() {
    const turn = this.#turn;
    try {
      const token = await this.#fresh("expiring");
      if (turn === this.#turn) this.#link.send?.({ id: ++this.#ids, t: "auth", token: this.#token = token });
    } catch { /* the server closes with 4101, and the next connection asks again */ }
  }

  #ask(command, channel) {
    this.#asked.set(++this.#ids, channel);
    this.#link.send({ id: this.#ids, t: command, ch: channel });
  }

  #askLater(channel) {
    const turn = this.#turn;
    setTimeout(() => {
      if (turn === this.#turn && this.#channels.has(channel)) this.#ask("sub", channel);
    }, DELAY_MIN + Math.random() * DELAY_MIN);
  }

  // ---- endings and beginnings

  #lost(code, reason, after) {
    if (code === 4500 && typeof this.#options.token === "function" && !this.#refused) {
      this.#refused = true;
      return this.#open("refused");
    }
    if (code >= 4500) return this.#stop(code, reason);
    if (code >= 4200 && this.#timer) return this.#await(); // drain said when
    this.#again(after ?? Math.random() * Math.min(DELAY_MAX, DELAY_MIN * 2 ** this.#attempts++));
    this.#await();
  }

  #await() {
    const timer = this.#timer;
    this.#timer = 0;
    this.#drop();
    this.#timer = timer;
    this.#become(globalThis.navigator?.onLine === false ? "offline" : "waiting");
  }

  #again(millis) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#open(), millis);
  }

  #drop() {
    clearTimeout(this.#timer);
    clearTimeout(this.#silence);
    this.#timer = 0;
    if (this.#held) this.#forget(); // its snapshot never came
    this.#held = null;
    this.#asked.clear();
    this.#parts.clear();
    const link = this.#link;
    this.#link = null;
    this.#turn++;
    link?.close();
    return this.#turn;
  }

  #forget() {
    this.#channels.set(MEMBER, {});
    this.#cursor = "";
  }

  /** A connection that says nothing for so long is dead, whatever the socket believes. */
  #listen(millis) {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => {
      if (this.#state === "connecting") this.#failed++;
      this.#lost(4102, "silent");
    }, millis);
  }

  #stop(code, reason) {
    if (this.#state === "stopped") return;
    this.#drop();
    if (globalThis.removeEventListener) {
      removeEventListener("online", this.#wake);
      removeEventListener("offline", this.#sleep);
      globalThis.document?.removeEventListener("visibilitychange", this.#look);
    }
    this.#become("stopped", { code, reason });
  }

  #wake = () => { this.#attempts = 0; this.#open(); };
  #sleep = () => { this.#drop(); this.#become("offline"); };
  #look = () => { if (document.visibilityState === "visible" && this.#state === "waiting") this.#wake(); };

  // ---- small things

  async #fresh(why) {
    const { token } = this.#options;
    return typeof token === "function" ? token(why) : token;
  }

  async #fetch(address, { headers, signal }) {
    const send = () => fetch(address, {
      headers: { ...headers, Authorization: "Bearer " + this.#token }, signal, cache: "no-store",
    });
    let reply = await send();
    if (reply.status === 401 && !this.#refused) {
      this.#refused = true;
      this.#token = await this.#fresh("refused");
      reply = await send();
    }
    if (reply.ok) return reply;
    const failure = new Error("HTTP " + reply.status);
    failure.status = reply.status;
    if (reply.headers.has("Retry-After")) failure.after = (Math.random() + +reply.headers.get("Retry-After")) * 1000;
    throw failure;
  }

  #become(state, why) {
    if (state === this.#state) return;
    this.#state = state;
    this.#emit("state", { state, ...why });
  }

  #emit(type, data, event = { type, data }) {
    for (const name of [type, "*"]) {
      for (const handler of this.#handlers.get(name) || []) {
        try { handler(data, event); } catch (fault) { (globalThis.reportError || console.error)(fault); }
      }
    }
  }
}
